namespace SocialCommerce.Ladder.Amendments;

/// <summary>What an amendment changes of an order's header, in minor units.</summary>
/// <param name="Shipping">Shipping in all, as it is now.</param>
/// <param name="Tax">Tax in all, as it is now.</param>
/// <param name="Due">Change of what the buyer owed.</param>
/// <param name="Value">Change of the value.</param>
/// <param name="RefundedDue">Change of what refunds come to in the buyer's money.</param>
/// <param name="Refunded">Change of what refunds take of the value.</param>
public sealed record HeaderChange(long Shipping, long Tax, long Due, long Value, long RefundedDue, long Refunded);
