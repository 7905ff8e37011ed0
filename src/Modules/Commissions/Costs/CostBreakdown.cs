namespace SocialCommerce.Commissions.Costs;

/// <summary>What commissions cost in a period.</summary>
/// <param name="Lines">By the dimensions' values, in their order.</param>
/// <param name="Total">The sum of the lines.</param>
public sealed record CostBreakdown(IReadOnlyList<CostLine> Lines, CostSums Total);
