namespace SocialCommerce.Books.LateFacts;

/// <summary>A late fact as the ledger has it.</summary>
internal sealed record LateRow(
    long MovementId, string Event, string? CustomerId, string FromAccount, string ToAccount, long Amount,
    DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)
{
    public LateFact ToFact(Documented found, Shop shop) => new(
        PublicId.Of(Movement.Prefix, MovementId), Event, found.Document, found.Rule, CustomerId, FromAccount,
        ToAccount, shop.Money(Amount), OccurredAt, RecordedAt);
}
