namespace SocialCommerce.Commissions.Costs;

/// <summary>A line of the cost report. Dimensions that were not asked for are absent; `none` has no value.</summary>
/// <param name="Kind">Bonus kind; `adjustment` for what was adjusted by hand.</param>
/// <param name="Rule">The plan's rule.</param>
/// <param name="PlanId">The plan version that governs it.</param>
/// <param name="Tier">The tier by which it was earned.</param>
/// <param name="ProductId">The product; `none` for what no order earns.</param>
/// <param name="Sums">What it comes to.</param>
public sealed record CostLine(
    string? Kind, string? Rule, string? PlanId, string? Tier, string? ProductId, CostSums Sums);
