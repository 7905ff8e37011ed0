namespace SocialCommerce.Commissions.Terms;

/// <summary>What an earner of a tier gets: a rate, or an amount per unit, one of the two.</summary>
/// <param name="Tier">The earner's own tier.</param>
/// <param name="Bps">Basis points of the basis.</param>
/// <param name="Depth">Level rules only: 1 for the buyer's own referrer.</param>
/// <param name="UnitMinor">Level rules only: minor units for each unit sold.</param>
public sealed record PlanRate(string Tier, int? Bps = null, int? Depth = null, long? UnitMinor = null);
