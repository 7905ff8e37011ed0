using SocialCommerce.Flows.Refunds;

namespace SocialCommerce.Flows.WaitingEvents;

/// <summary>The effect of an event that waited, in a batch that has not run.</summary>
/// <param name="Batch">What to run.</param>
/// <param name="When">When, and on which order.</param>
/// <param name="Refund">The refund, where it is one or a lost chargeback.</param>
internal sealed record GivenEffect(SqlBatch Batch, PostingContext When, RefundByDecision? Refund = null)
{
    /// <summary>Goods refunded by it, in minor units; null where nothing is refunded.</summary>
    public long? Goods => Refund?.Goods;
}
