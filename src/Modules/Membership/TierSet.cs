namespace SocialCommerce.Membership;

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

    /// <summary>The highest tier for ever that a growth reaches, or null.</summary>
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

/// <summary>A moment at which tiers were set up or changed, and those in force from then on.</summary>
internal sealed record TierChange(DateTimeOffset At, TierSet Set)
{
    /// <summary>The changes that these versions are, oldest first; those of one moment are one.</summary>
    public static TierChange[] Of(IReadOnlyCollection<MemberTier> versions)
    {
        var inForce = new Dictionary<string, MemberTier>(StringComparer.Ordinal);
        var changes = new List<TierChange>();
        foreach (var moment in versions.GroupBy(version => version.RecordedAt).OrderBy(moment => moment.Key))
        {
            foreach (var version in moment.OrderBy(version => version.Version)) inForce[version.TierId] = version;
            changes.Add(new TierChange(moment.Key, new TierSet(TierSet.InForce(inForce.Values))));
        }
        return [.. changes];
    }
}
