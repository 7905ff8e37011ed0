namespace SocialCommerce.Commissions.Statements;

/// <summary>The person and the total of a statement.</summary>
public sealed record StatementTotal(long CustomerKey, string CustomerId, long Total, string Hash);
