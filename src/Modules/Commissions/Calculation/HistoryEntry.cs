namespace SocialCommerce.Commissions.Calculation;

/// <summary>An entry of the partner history.</summary>
public sealed record HistoryEntry(
    long CustomerKey, long Seq, string? Tier, bool Active, long? OrderKey, DateTimeOffset RecordedAt,
    string TransactionId);
