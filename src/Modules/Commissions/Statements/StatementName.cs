namespace SocialCommerce.Commissions.Statements;

/// <summary>A statement's id as the API shows it.</summary>
/// <param name="StatementKey">Its key, which its movement carries.</param>
/// <param name="StatementId">Its id.</param>
public sealed record StatementName(long StatementKey, string StatementId);
