namespace SocialCommerce.Books.Journals;

/// <summary>A movement as a journal has it.</summary>
/// <param name="MovementId">Its key.</param>
/// <param name="JournalId">What was booked together has one.</param>
/// <param name="Event">What happened.</param>
/// <param name="FromAccount">Account that gave.</param>
/// <param name="ToAccount">Account that received.</param>
/// <param name="Amount">More than 0, in minor units.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="CustomerId">Whose account is concerned; null where it is the shop's own.</param>
/// <param name="OrderKey">Key of the order that it comes from, or null.</param>
public sealed record JournalRow(
    long MovementId, long JournalId, string Event, string FromAccount, string ToAccount, long Amount,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, string? CustomerId, long? OrderKey);
