using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Tiers;

/// <summary>
/// The number of direct referrals of a few people by tier reached. A referral who has reached a tier counts for it
/// permanently, even if suspended or resigned: a qualification never falls (docs/commission-rules.md#perpetual-rule),
/// and the order in which events are recorded makes no difference.
/// </summary>
public sealed class PartnerCounts
{
    /// <summary>Stands for whatever tier.</summary>
    public const string AnyTier = "";

    private readonly IReadOnlyList<PartnerTier> _tiers;
    private readonly Dictionary<long, Dictionary<string, long>> _counts;
    private readonly Dictionary<long, int> _highest;

    /// <summary>As they were counted, of people who have held these tiers themselves.</summary>
    public PartnerCounts(
        IReadOnlyList<PartnerTier> tiers, IEnumerable<PartnerCount> counts, IEnumerable<HeldTier> held)
    {
        _tiers = tiers;
        _counts = counts.GroupBy(count => count.Key)
            .ToDictionary(person => person.Key, person => person.ToDictionary(one => one.Tier, one => one.People));
        _highest = held.GroupBy(one => one.Key)
            .ToDictionary(person => person.Key, person => person.Max(one => TierRules.RankOf(tiers, one.Tier)));
    }

    /// <summary>A person's counts by tier; null where nothing asks for them.</summary>
    public IReadOnlyDictionary<string, long>? Of(long key) => _counts.GetValueOrDefault(key);

    /// <summary>Counts what a promotion adds for the referrer: nothing that had been reached before.</summary>
    public void Add(Promotion promotion)
    {
        var (before, now) = (_highest.GetValueOrDefault(promotion.Key, -1), TierRules.RankOf(_tiers, promotion.To));
        _highest[promotion.Key] = Math.Max(before, now);
        if (promotion.ReferrerKey is not { } referrer || !_counts.TryGetValue(referrer, out var counts)) return;
        foreach (var tier in counts.Keys)
            if (FromRank(_tiers, tier) is var from && before < from && from <= now) counts[tier]++;
    }

    /// <summary>Whether any tier counts direct partners.</summary>
    public static bool AreAsked(IReadOnlyList<PartnerTier> tiers) => tiers.Any(tier =>
        tier.Conditions?.Leaves().Any(condition => condition.Metric == Metrics.DirectPartners) == true);

    /// <summary>From which tiers on direct referrals count for what is above this tier; maybe none.</summary>
    public static IReadOnlyList<string> Asked(IReadOnlyList<PartnerTier> tiers, string? present) =>
    [
        .. tiers.Skip(TierRules.RankOf(tiers, present) + 1).SelectMany(tier => tier.Conditions?.Leaves() ?? [])
            .Where(condition => condition.Metric == Metrics.DirectPartners)
            .Select(condition => condition.Tier ?? AnyTier).Distinct(),
    ];

    /// <summary>The people and tiers to count direct referrals for; people who cannot climb are left out.</summary>
    internal static List<(long Key, string Tier)> AskedBelow(
        IReadOnlyList<PartnerTier> tiers, IEnumerable<PartnerState> people) =>
    [
        .. people.Where(person => person.ActiveNow)
            .SelectMany(person => Asked(tiers, person.TierNow).Select(tier => (person.Key, tier))),
    ];

    /// <summary>The rank from which on a count takes people.</summary>
    internal static int FromRank(IReadOnlyList<PartnerTier> tiers, string tier) =>
        tier == AnyTier ? 0 : TierRules.RankOf(tiers, tier);
}
