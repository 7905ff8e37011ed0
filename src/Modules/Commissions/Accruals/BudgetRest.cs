namespace SocialCommerce.Commissions.Accruals;

/// <summary>What is left of a rule's budget.</summary>
public sealed record BudgetRest(string Rule, long Rest);
