using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>Direct referrals of a person who have reached a tier or a higher one.</summary>
public sealed record PartnerCount(long Key, string Tier, long People);

/// <summary>A direct referral who has reached a tier.</summary>
public sealed record DirectPartner(long ReferrerKey, string Tier, long CustomerKey);

/// <summary>A tier that a person holds or has held.</summary>
public sealed record HeldTier(long Key, string Tier);

/// <summary>
/// How many direct referrals of a few people have reached which tiers. Who has reached a tier counts for it for ever,
/// suspended or resigned as well: a qualification never falls (commission.md §5), and the order in which things are
/// heard of makes no difference.
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

    /// <summary>What is to be counted below whom: nothing of whoever cannot climb.</summary>
    internal static List<(long Key, string Tier)> AskedBelow(
        IReadOnlyList<PartnerTier> tiers, IEnumerable<Standing> people) =>
    [
        .. people.Where(person => person.ActiveNow)
            .SelectMany(person => Asked(tiers, person.TierNow).Select(tier => (person.Key, tier))),
    ];

    /// <summary>The rank from which on a count takes people.</summary>
    internal static int FromRank(IReadOnlyList<PartnerTier> tiers, string tier) =>
        tier == AnyTier ? 0 : TierRules.RankOf(tiers, tier);
}

/// <summary>The statements that count direct partners.</summary>
public static class PartnerCountStatements
{
    /// <summary>
    /// Counts for those of the people who may climb by it, in a round trip of its own; null where nobody does.
    /// </summary>
    public static async Task<PartnerCounts?> CountPartners(
        this Work work, CommissionSettings settings, IReadOnlyCollection<Standing> people)
    {
        if (!settings.CountsPartners) return null;
        var tiers = settings.Tiers;
        var asked = PartnerCounts.AskedBelow(tiers, people);
        if (asked.Count == 0) return null;
        var batch = work.Batch();
        var counts = batch.Count(work.ShopId, tiers, asked);
        var held = batch.Rows<HeldTier>(
            HeldSql, new { shop = work.ShopId, keys = people.Select(person => person.Key).ToArray() });
        await batch.Run(work.Cancel);
        return new PartnerCounts(tiers, counts.List, held.List);
    }

    /// <summary>Counts one person's direct partners, from each tier on; any tier is the lowest.</summary>
    public static Rows<PartnerCount> CountPartners(
        this Batch batch, long shopId, IReadOnlyList<PartnerTier> tiers, long key) =>
        batch.Count(shopId, tiers, [.. tiers.Select(tier => (key, tier.TierId))]);

    private static Rows<PartnerCount> Count(
        this Batch batch, long shopId, IReadOnlyList<PartnerTier> tiers,
        IReadOnlyCollection<(long Key, string Tier)> asked) =>
        batch.Rows<PartnerCount>(CountSql, new
        {
            shop = shopId,
            keys = asked.Select(one => one.Key).ToArray(),
            tiers = asked.Select(one => one.Tier).ToArray(),
            ranks = asked.Select(one => PartnerCounts.FromRank(tiers, one.Tier) + 1).ToArray(),
            ranked = tiers.Select(tier => tier.TierId).ToArray(),
            most = Metrics.MaxPartners,
        });

    /// <summary>Counts a person who has just been bound for the referrer, with every tier ever reached.</summary>
    public static void CountBound(this Batch batch, long shopId, long childKey, long parentKey) =>
        batch.Do(BoundSql, new { shop = shopId, childKey, parentKey });

    /// <summary>Everybody who counts as a direct partner, for the integrity check.</summary>
    public static Rows<DirectPartner> DirectPartners(this Batch batch, long shopId) =>
        batch.Rows<DirectPartner>(AllSql, new { shop = shopId });

    // Nobody has more entries than tiers, so that so many are enough to find as many people as anybody asks for.
    private const string CountSql = """
        select asked.key, asked.tier, (
            select count(distinct found.customer_key) from (
                select d.customer_key from direct_partners d
                where d.shop_id = @shop and d.referrer_key = asked.key and d.tier = any((@ranked)[asked.rank:])
                limit @most * (cardinality(@ranked) - asked.rank + 1)) as found) as people
        from unnest(@keys, @tiers, @ranks) as asked(key, tier, rank)
        """;

    private const string HeldSql = """
        select distinct customer_key as key, tier from partner_history
        where shop_id = @shop and customer_key = any(@keys) and tier is not null
        """;

    private const string AllSql = """
        select referrer_key, tier, customer_key from direct_partners where shop_id = @shop
        """;

    private const string BoundSql = """
        insert into direct_partners (shop_id, referrer_key, tier, customer_key)
        select distinct @shop, @parentKey, tier, @childKey from partner_history
        where shop_id = @shop and customer_key = @childKey and tier is not null
        on conflict do nothing
        """;
}
