namespace SocialCommerce.Commissions.Accruals;

/// <summary>When a period ended, a task was accepted or a person was promoted, and when that matures.</summary>
public sealed record SourceTimes(
    string SourceKind, string SourceId, long? PlanKey, DateTimeOffset HappenedAt, DateTimeOffset RecordedAt,
    DateTimeOffset MaturesAt);
