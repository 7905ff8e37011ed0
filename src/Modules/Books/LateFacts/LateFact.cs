namespace SocialCommerce.Books.LateFacts;

/// <summary>
/// An amount that had moved before a month's end, and that the month's books do not have because it was recorded later.
/// </summary>
/// <param name="MovementId">The movement.</param>
/// <param name="Event">What happened: `accrued`, `reversed`, `adjusted`, `paid`, …</param>
/// <param name="Document">What it is booked by.</param>
/// <param name="Rule">The plan's rule that earned it.</param>
/// <param name="CustomerId">Whose account is concerned.</param>
/// <param name="From" example="available">Account that gave.</param>
/// <param name="To" example="expense">Account that received.</param>
/// <param name="Amount">More than 0.</param>
/// <param name="OccurredAt">When it happened: before the month's end.</param>
/// <param name="RecordedAt">When it was recorded.</param>
internal sealed record LateFact(
    string MovementId, string Event, Document? Document, string? Rule, string? CustomerId, string From, string To,
    Money Amount, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt);
