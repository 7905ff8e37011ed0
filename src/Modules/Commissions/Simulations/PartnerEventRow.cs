using SocialCommerce.Commissions.Tiers;

namespace SocialCommerce.Commissions.Simulations;

/// <summary>An approval, a training, or a decision about a partner.</summary>
/// <param name="CustomerKey">The customer concerned.</param>
/// <param name="Cause">The cause of the history entry to which it leads.</param>
/// <param name="Training">The training.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Transaction">The transaction that recorded it.</param>
public sealed record PartnerEventRow(
    long CustomerKey, string Cause, string? Training, DateTimeOffset RecordedAt, long Transaction)
{
    /// <summary>The event as a re-evaluation takes it.</summary>
    public PartnerEvent ToHappening() => Cause switch
    {
        Promotion.ByApproval => new PartnerEvent(PartnerEventKind.Approved, CustomerKey, RecordedAt, Transaction),
        Promotion.ByTraining =>
            new PartnerEvent(PartnerEventKind.Trained, CustomerKey, RecordedAt, Transaction, Word: Training),
        _ => new PartnerEvent(PartnerEventKind.Decided, CustomerKey, RecordedAt, Transaction, Word: Cause),
    };
}
