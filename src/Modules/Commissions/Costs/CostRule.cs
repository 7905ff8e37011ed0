namespace SocialCommerce.Commissions.Costs;

/// <summary>By which rule, depth and tier an accrual was earned.</summary>
internal sealed record CostRule(string Rule, int Depth, string Tier);
