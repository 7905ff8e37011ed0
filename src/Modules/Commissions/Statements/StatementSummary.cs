namespace SocialCommerce.Commissions.Statements;

/// <summary>A statement in a list.</summary>
/// <param name="PreviousHash" example="2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"/>
/// <param name="Number">Running number at the shop; absent for statements made before there were numbers.</param>
internal sealed record StatementSummary(
    string StatementId, string CustomerId, DateTimeOffset PeriodEnd, Money Total, string Hash, string PreviousHash,
    long? Number);
