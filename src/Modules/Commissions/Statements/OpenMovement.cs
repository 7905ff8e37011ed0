namespace SocialCommerce.Commissions.Statements;

/// <summary>A movement that no statement holds yet: of an accrual, or an adjustment.</summary>
/// <param name="EligibleAt">
/// The later of maturity and recording: the first moment at which a statement may hold it.
/// </param>
/// <param name="Amount">Signed, minor units.</param>
internal sealed record OpenMovement(
    long CustomerKey, string CustomerId, long MovementId, string? OrderId, string? Rule, string Kind, int? Depth,
    string? Tier, string Event, long Amount, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt,
    DateTimeOffset? MaturesAt, DateTimeOffset EligibleAt, string? AdjustmentId, string? Reason, string? Document,
    string? SourceKind, string? SourceId);
