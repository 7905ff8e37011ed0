namespace SocialCommerce.Commissions.Accruals;

/// <summary>The remaining budget of a rule.</summary>
public sealed record BudgetRest(string Rule, long Rest);
