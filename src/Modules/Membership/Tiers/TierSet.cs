using SocialCommerce.Membership.Members;

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

    /// <summary>Whether any of them multiplies points.</summary>
    public bool HasMultipliers { get; } = Array.Exists(highestFirst, tier => tier.PointsMultiplierBps is not null);

    /// <summary>A tier by its id, or null.</summary>
    public MemberTier? Find(string? tierId) => Array.Find(highestFirst, tier => tier.TierId == tierId);

    /// <summary>The highest tier without end that a growth reaches, or null.</summary>
    public MemberTier? LastingTier(long growth)
    {
        foreach (var tier in highestFirst)
            if (tier.ValidityDays is null && tier.GrowthFrom <= growth) return tier;
        return null;
    }

    /// <summary>
    /// The highest tier that a member's growth reaches, or null. The member's own tier, one that was lost and those
    /// below them also ask for what keeps them.
    /// </summary>
    public MemberTier? Reached(MemberRow member)
    {
        foreach (var tier in highestFirst)
            if (tier.GrowthFrom <= member.Growth
                && (!tier.AsksToKeep || tier.Rank > Known(member) || tier.IsKeptBy(member.Period)))
                return tier;
        return null;
    }

    /// <summary>
    /// The highest tier that counts as lost once a member has one of this rank; null for none. A tier is lost where one
    /// that has to be kept is passed over on the way down.
    /// </summary>
    public string? Lost(MemberRow member, int rank)
    {
        var (lost, current) = (Find(member.Period?.LostTier), Find(member.GrowthTier));
        if (current is not null && current.Rank > (lost?.Rank ?? 0) && Array.Exists(highestFirst, tier =>
            tier.AsksToKeep && tier.GrowthFrom <= member.Growth && tier.Rank > rank && tier.Rank <= current.Rank))
            lost = current;
        return lost?.Rank > rank ? lost.TierId : null;
    }

    /// <summary>The lowest tier with a period that may follow a period of a tier; null where any or none may.</summary>
    public MemberTier? LowestAfter(MemberTier tier)
    {
        if (tier.MaxDrop is not { } left) return null;
        foreach (var lower in highestFirst)
            if (lower.Rank < tier.Rank && lower is { GrowthFrom: not null, ValidityDays: not null } && --left == 0)
                return lower;
        return null;
    }

    /// <summary>
    /// Growth and spend that a member is missing to reach a tier, or to keep it where it is the member's own or was
    /// lost.
    /// </summary>
    public (long Growth, long SpendMinor) Missing(MemberRow member, MemberTier tier)
    {
        var growth = tier.GrowthFrom - member.Growth ?? 0;
        if (tier.Rank > Known(member)) return (Math.Max(0, growth), 0);
        var (gained, spent) = (member.Period?.Growth ?? 0, member.Period?.SpendMinor ?? 0);
        return (
            Math.Max(0, Math.Max(growth, tier.KeepGrowth - gained ?? 0)),
            Math.Max(0, tier.KeepSpendMinor - spent ?? 0));
    }

    private int Known(MemberRow member) =>
        Math.Max(Find(member.GrowthTier)?.Rank ?? 0, Find(member.Period?.LostTier)?.Rank ?? 0);
}
