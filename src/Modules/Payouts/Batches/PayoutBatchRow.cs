namespace SocialCommerce.Payouts.Batches;

/// <summary>A batch as it is kept.</summary>
internal sealed record PayoutBatchRow(
    long BatchKey, string Channel, DateTimeOffset? PeriodEnd, string Status, string Skipped, string CreatedBy,
    DateTimeOffset CreatedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string? Reason, int? SettingsVersion);
