namespace SocialCommerce.Commissions.Accruals;

/// <summary>A person's part of a period's pool or of a task's bonus.</summary>
internal sealed record SourceShare(string Rule, string Kind, long CustomerKey, string Tier, long Amount);
