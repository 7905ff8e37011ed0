namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>What a shop's orders and refunds come to; money in minor units.</summary>
/// <param name="WaitingEvents">Events that wait for their order or for a decision.</param>
public sealed record OrderTotals(long Orders, long ValueMinor, long Refunds, long RefundedMinor, long WaitingEvents);
