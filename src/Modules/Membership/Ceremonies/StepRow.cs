namespace SocialCommerce.Membership.Ceremonies;

/// <summary>A step that was recorded as done, as it is kept.</summary>
public sealed record StepRow(
    long CustomerKey, string RecordId, string StepKey, DateTimeOffset DoneAt, string DoneBy,
    DateTimeOffset RecordedAt, string? Reason = null, string? CorrectedBy = null, DateTimeOffset? CorrectedAt = null)
{
    /// <summary>As it is answered.</summary>
    public CeremonyRecord For(string customerId) => new(
        RecordId, customerId, StepKey, DoneAt, DoneBy, RecordedAt,
        CorrectedAt is { } at ? new StepCorrection(Reason!, CorrectedBy!, at) : null);
}
