namespace SocialCommerce.Commissions.Statements;

/// <summary>A statement in a list.</summary>
/// <param name="Number">Running number at the shop; absent for statements made before there were numbers.</param>
internal sealed record StatementSummary(
    string StatementId, string CustomerId, DateTimeOffset PeriodEnd, Money Total, string Hash, string PreviousHash,
    long? Number);
