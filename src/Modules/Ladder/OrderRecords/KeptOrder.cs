namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>An order's header as it is kept; money in minor units.</summary>
/// <param name="RefundedMinor">What refunds have taken of the value.</param>
/// <param name="RefundedDueMinor">Goods refunded, in the buyer's money.</param>
public sealed record KeptOrder(
    long OrderKey, string OrderId, long ValueMinor, long RefundedMinor, long RefundedDueMinor);
