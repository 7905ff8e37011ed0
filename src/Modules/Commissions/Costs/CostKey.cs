namespace SocialCommerce.Commissions.Costs;

/// <summary>Where a cost belongs; null where a dimension has no value, or was not asked for.</summary>
internal sealed record CostKey(string? Kind, string? Rule, long? PlanKey, string? Tier, string? ProductId)
{
    /// <summary>The key reduced to some dimensions.</summary>
    public CostKey Of(IReadOnlyCollection<string> by) => new(
        by.Contains(CostDimension.Kind) ? Kind : null, by.Contains(CostDimension.Rule) ? Rule : null,
        by.Contains(CostDimension.Plan) ? PlanKey : null, by.Contains(CostDimension.Tier) ? Tier : null,
        by.Contains(CostDimension.Product) ? ProductId : null);
}
