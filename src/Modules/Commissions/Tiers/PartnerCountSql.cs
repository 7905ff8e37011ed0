using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Tiers;

/// <summary>The statements that count direct partners.</summary>
public static class PartnerCountSql
{
    /// <summary>
    /// Counts direct partners for the people who may climb by them, in a separate round trip; null where no one may.
    /// </summary>
    public static async Task<PartnerCounts?> CountPartners(
        this ShopTransaction transaction, IReadOnlyList<PartnerTier> tiers, IReadOnlyCollection<PartnerState> people)
    {
        var asked = PartnerCounts.AskedBelow(tiers, people);
        if (asked.Count == 0) return null;
        var batch = transaction.Batch();
        var counts = batch.Commissions.Count(transaction.ShopId, tiers, asked);
        var held = batch.Rows<HeldTier>(
            HeldSql, new { shop = transaction.ShopId, keys = people.Select(person => person.Key).ToArray() });
        await batch.Run(transaction.Cancel);
        return new PartnerCounts(tiers, counts.List, held.List);
    }

    /// <summary>Counts one person's direct partners, from each tier on; any tier is the lowest.</summary>
    public static PendingRows<PartnerCount> CountPartners(
        this CommissionsBatch batch, long shopId, IReadOnlyList<PartnerTier> tiers, long key) =>
        batch.Count(shopId, tiers, [.. tiers.Select(tier => (key, tier.TierId))]);

    private static PendingRows<PartnerCount> Count(
        this CommissionsBatch batch, long shopId, IReadOnlyList<PartnerTier> tiers,
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
    public static void CountBound(this CommissionsBatch batch, long shopId, long childKey, long parentKey) =>
        batch.Do(BoundSql, new { shop = shopId, childKey, parentKey });

    /// <summary>All people who count as direct partners, for the integrity check.</summary>
    public static PendingRows<DirectPartner> DirectPartners(this CommissionsBatch batch, long shopId) =>
        batch.Rows<DirectPartner>(AllSql, new { shop = shopId });

    // A person has at most one entry per tier, so the limit always covers the highest count that a condition asks for.
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
