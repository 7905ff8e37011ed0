namespace SocialCommerce.Commissions.Disputes;

/// <summary>What may be disputed: a movement of a person, and the line of a statement that it is.</summary>
/// <param name="AccrualId">The order's commission that it belongs to; null for anything else.</param>
/// <param name="Settled">What of the person's is in statements and in no payout, and held for no other dispute.</param>
public sealed record Disputable(
    long MovementId, long? StatementKey, string? StatementId, DateTimeOffset? PeriodEnd, int? LineNo, long? OrderKey,
    string? OrderId, long? AccrualId, long Amount, long Settled);
