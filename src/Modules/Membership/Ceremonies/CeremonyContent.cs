namespace SocialCommerce.Membership.Ceremonies;

/// <summary>A step that was done.</summary>
/// <param name="RecordId">The merchant's own id.</param>
/// <param name="StepKey" example="welcome">The step.</param>
/// <param name="DoneAt">When it was done.</param>
/// <param name="DoneBy" example="li">Who did it: the merchant's own id of a member of staff.</param>
public sealed record CeremonyContent(string RecordId, string StepKey, DateTimeOffset DoneAt, string DoneBy);
