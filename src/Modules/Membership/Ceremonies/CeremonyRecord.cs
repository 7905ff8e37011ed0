namespace SocialCommerce.Membership.Ceremonies;

/// <summary>A step of a customer's ceremony that was recorded as done.</summary>
/// <param name="RecordId">The merchant's own id.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="StepKey" example="welcome">The step.</param>
/// <param name="DoneAt">When it was done.</param>
/// <param name="DoneBy" example="li">Who did it.</param>
/// <param name="RecordedAt">When the API recorded it, by the shop's clock.</param>
/// <param name="Correction">That it was not done as it says.</param>
public sealed record CeremonyRecord(
    string RecordId, string CustomerId, string StepKey, DateTimeOffset DoneAt, string DoneBy,
    DateTimeOffset RecordedAt, StepCorrection? Correction = null);
