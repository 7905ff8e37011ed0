namespace SocialCommerce.Kernel.Consents;

/// <summary>What a customer has agreed to, or taken back, for one purpose.</summary>
/// <param name="ConsentId">The shop's own id of this answer.</param>
/// <param name="Purpose">What for, in the shop's words, such as <c>marketing</c>.</param>
/// <param name="Granted">Whether the customer agreed; false where the consent was withdrawn or refused.</param>
/// <param name="At">When the customer answered.</param>
/// <param name="TextVersion" example="2026-01">Version of the text that was shown.</param>
/// <param name="Source" example="mini-program, page of settings">Where the customer answered.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
/// <param name="RecordedBy" example="li.na">Operator id; absent where the backend recorded it.</param>
internal sealed record Consent(
    string ConsentId, string Purpose, bool Granted, DateTimeOffset At, string? TextVersion, string? Source,
    DateTimeOffset RecordedAt, string? RecordedBy = null);
