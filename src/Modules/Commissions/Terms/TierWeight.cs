namespace SocialCommerce.Commissions.Terms;

/// <summary>What a holder of a tier counts for when a pool is shared.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Weight">0 or more.</param>
public sealed record TierWeight(string Tier, [property: Between(0, TierWeight.MaxWeight)] long Weight)
{
    /// <summary>The largest weight.</summary>
    public const long MaxWeight = 1_000_000;
}
