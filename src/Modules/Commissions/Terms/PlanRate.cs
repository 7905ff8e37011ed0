namespace SocialCommerce.Commissions.Terms;

/// <summary>What an earner of a tier gets: a rate, or an amount per unit, one of the two.</summary>
/// <param name="Tier">The earner's own tier.</param>
/// <param name="Bps">Basis points of the basis.</param>
/// <param name="Depth">Level rules only: 1 for the buyer's own referrer.</param>
/// <param name="UnitMinor">Level rules only: minor units for each unit sold.</param>
public sealed record PlanRate(
    string Tier,
    [property: Between(0, PlanContent.MaxBps)] int? Bps = null,
    [property: Between(1, PlanContent.MaxPayDepth)] int? Depth = null,
    [property: Between(0, Money.Limit)] long? UnitMinor = null);
