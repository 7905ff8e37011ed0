namespace SocialCommerce.Ladder.Refunds;

/// <summary>
/// A refund as the shop reports it, in the buyer's money: goods by line (units, an amount or both) or as a plain
/// amount, shipping and tax beside them.
/// </summary>
/// <param name="RefundId">The merchant's own id, unique in the shop, never reused.</param>
/// <param name="RefundedAt">When it happened.</param>
/// <param name="Lines">Goods, by line; rows of the same line add up.</param>
/// <param name="Amount">Goods, as a plain amount that belongs to no line.</param>
/// <param name="Shipping">Refunded shipping; moves no commission.</param>
/// <param name="Tax">
/// Refunded tax; moves no commission. Where prices include tax, it tells how much of it the refunded goods include, and
/// what exceeds that is a part of its own, as is all of it where tax came on top.
/// </param>
/// <param name="Reason" example="Damaged in transit">The merchant's words.</param>
/// <param name="Everything">
/// True in place of lines and amounts: all that is left of the order, as when it is cancelled before shipment. All
/// units come back, and shipping and tax beside the goods with them.
/// </param>
public sealed record RefundContent(
    string RefundId,
    DateTimeOffset RefundedAt,
    IReadOnlyList<RefundLine>? Lines = null,
    Money? Amount = null,
    Money? Shipping = null,
    Money? Tax = null,
    string? Reason = null,
    bool? Everything = null)
{
    /// <summary>As it was reported, where what it takes of the order has been filled in.</summary>
    internal RefundContent AsReported() =>
        Everything == true ? this with { Lines = null, Shipping = null, Tax = null } : this;
}
