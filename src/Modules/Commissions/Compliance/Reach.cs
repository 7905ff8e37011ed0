namespace SocialCommerce.Commissions.Compliance;

/// <summary>
/// The person paid from the most people among those paid deepest; levels and people count that person too (Opinion of
/// 2013). Depths are those at which commission was accrued.
/// </summary>
public sealed record Reach(string CustomerId, long Levels, long People);
