namespace SocialCommerce.Commissions.Dividends;

/// <summary>A promotion with the bonus that it paid, if it did.</summary>
/// <param name="Seen">What it could see, as <c>pg_snapshot</c> writes it.</param>
public sealed record PromotionFact(
    long CustomerKey, string CustomerId, long Seq, string Tier, DateTimeOffset RecordedAt, string TransactionId,
    string Seen, long? ReferrerKey, long? ReferrerSeq, long? PlanKey, string? Rule, long? Amount);
