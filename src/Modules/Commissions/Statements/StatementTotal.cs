namespace SocialCommerce.Commissions.Statements;

/// <summary>Whose a statement is, and what it comes to.</summary>
public sealed record StatementTotal(long CustomerKey, string CustomerId, long Total, string Hash);
