using SocialCommerce.Commissions.Explanations;
using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Disputes;

/// <summary>A dispute as it is kept, with its answer if there is one.</summary>
/// <param name="HeldAccrual">The commission that it holds, or held; null for a line.</param>
public sealed record DisputeRow(
    long DisputeKey, string DisputeId, long CustomerKey, string CustomerId, string? StatementId,
    DateTimeOffset? PeriodEnd, int? LineNo, long MovementId, string? OrderId, long Amount, long Held, string Reason,
    DateTimeOffset OpenedAt, string? Outcome, string? Note, string? AdjustmentId, string? Explanation,
    string? AnsweredBy, DateTimeOffset? AnsweredAt, long? HeldAccrual)
{
    /// <summary>A dispute that holds nothing yet.</summary>
    public static DisputeRow Asked(
        string disputeId, (long Key, string Id) person, Disputable target, string reason, DateTimeOffset now) => new(
        0, disputeId, person.Key, person.Id, target.StatementId, target.PeriodEnd, target.LineNo, target.MovementId,
        target.OrderId, target.Amount, 0, reason, now, null, null, null, null, null, null, null);

    /// <summary>The hold reason of its commissions.</summary>
    public HoldReason Cause => new(HoldReason.Dispute, DisputeId);

    /// <summary>The dispute at a moment.</summary>
    public Dispute ToDispute(Shop shop, DateTimeOffset now) => new(
        DisputeId, CustomerId, StatementId, LineNo, PublicId.Of(Movement.Prefix, MovementId), OrderId,
        shop.Money(Amount), shop.Money(Held), Reason, Outcome ?? Dispute.Open, OpenedAt,
        ((AnsweredAt ?? now) - OpenedAt).Days, Outcome is null
            ? null
            : new DisputeAnswer(
                Outcome, Note!, AdjustmentId, AnsweredBy!, AnsweredAt!.Value,
                Explanation is null ? null : Json.Read<Explanation>(Explanation)));
}
