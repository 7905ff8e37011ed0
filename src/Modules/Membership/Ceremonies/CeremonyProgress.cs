namespace SocialCommerce.Membership.Ceremonies;

/// <summary>A step of a customer's ceremony.</summary>
/// <param name="Key" example="welcome">The step's key.</param>
/// <param name="Text" example="Welcome the customer and begin the entry talk">What is to be done.</param>
/// <param name="Required">Whether the membership begins only when it is done.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="DoneAt">When it was done; absent: it is open.</param>
/// <param name="DoneBy" example="li">Who did it.</param>
/// <param name="RecordId">The record that says so.</param>
public sealed record CeremonyProgress(
    string Key, string Text, bool Required, DateTimeOffset DueAt, DateTimeOffset? DoneAt = null,
    string? DoneBy = null, string? RecordId = null);
