namespace SocialCommerce.Membership.Tiers;

/// <summary>The tiers that were in force together, as growth sees them.</summary>
internal sealed class TierSet(MemberTier[] highestFirst)
{
    /// <summary>Before the first tier.</summary>
    public static readonly TierSet None = new([]);

    /// <summary>The newest of these versions of each tier, highest rank first.</summary>
    public static MemberTier[] InForce(IEnumerable<MemberTier> versions) =>
    [
        .. versions.GroupBy(version => version.TierId, StringComparer.Ordinal)
            .Select(tier => tier.MaxBy(version => version.Version)!)
            .OrderByDescending(tier => tier.Rank),
    ];

    /// <summary>A tier by its id, or null.</summary>
    public MemberTier? Find(string? tierId) => Array.Find(highestFirst, tier => tier.TierId == tierId);

    /// <summary>The highest tier without end that a growth reaches, or null.</summary>
    public MemberTier? LastingTier(long growth)
    {
        foreach (var tier in highestFirst)
            if (tier.ValidityDays is null && tier.GrowthFrom <= growth) return tier;
        return null;
    }

    /// <summary>The highest tier that a growth reaches, where it is one for a period; or null.</summary>
    public MemberTier? TimedTier(long growth)
    {
        foreach (var tier in highestFirst)
            if (tier.GrowthFrom <= growth) return tier.ValidityDays is null ? null : tier;
        return null;
    }
}
