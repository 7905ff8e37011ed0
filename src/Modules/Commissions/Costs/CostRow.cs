namespace SocialCommerce.Commissions.Costs;

/// <summary>Costs of one kind, rule, version and tier.</summary>
internal sealed record CostRow(
    string Kind, string? Rule, long? PlanKey, string? Tier, long Accrued, long Reversed, long Absorbed)
{
    public CostKey Key => new(Kind, Rule, PlanKey, Tier, null);

    public CostAmounts Amounts => new(Accrued, Reversed, Absorbed);
}
