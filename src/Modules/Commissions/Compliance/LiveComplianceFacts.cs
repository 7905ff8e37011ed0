namespace SocialCommerce.Commissions.Compliance;

/// <summary>The live data that the guard checks (G09, G12).</summary>
public static class LiveComplianceFacts
{
    /// <summary>The widest reach; no row before the first commission.</summary>
    public static PendingRows<Reach> WidestReach(this CommissionsBatch batch, long shopId) =>
        batch.Rows<Reach>(ReachSql, new { shop = shopId });

    /// <summary>The retail share: always one row.</summary>
    public static PendingRows<RetailSales> RetailSales(this CommissionsBatch batch, long shopId) =>
        batch.Rows<RetailSales>(RetailSql, new { shop = shopId });

    /// <summary>The findings of a profile in live data.</summary>
    public static IReadOnlyList<GuardFinding> Findings(
        Reach? reach, RetailSales retail, GuardCatalogue catalogue, GuardProfile profile) =>
        Guard.Against([.. OfReach(reach), .. OfRetail(retail)], catalogue, profile);

    private static IEnumerable<Measure> OfReach(Reach? reach)
    {
        if (reach is null) yield break;
        yield return new Measure("G09", "accruals", reach.Levels,
            $"'{reach.CustomerId}' is paid across {reach.Levels} levels and {reach.People} people, own ones included.",
            most => $"Pay {most - 1} levels above the buyer and no more.", reach.People);
    }

    private static IEnumerable<Measure> OfRetail(RetailSales retail)
    {
        if (retail.RetailBps is not { } share) yield break;
        yield return new Measure("G12", "orders", share,
            $"{share} of 10,000 parts of the sales are to people who cannot earn commission.",
            least => $"Sell {least} parts or more to people without a partner tier.");
    }

    private const string ReachSql = """
        select c.customer_id, reach.levels, reach.people
        from (
            select a.beneficiary_key, max(a.depth) + 1::bigint as levels,
                count(distinct o.customer_key) filter (where o.customer_key <> a.beneficiary_key) + 1 as people
            from accruals a
            join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id
            where a.shop_id = @shop and a.source_kind = 'order' and a.amount > 0
            group by a.beneficiary_key
            order by max(a.depth) > 1 desc, people desc, levels desc, a.beneficiary_key limit 1) as reach
        join customers c on c.shop_id = @shop and c.customer_key = reach.beneficiary_key
        """;

    private const string RetailSql = """
        select coalesce(sum(sold.own), 0)::bigint as net_minor,
            coalesce(sum(sold.own) filter (where held.tier is null), 0)::bigint as retail_minor
        from (
            select customer_key, sum(own_minor) as own
            from (
                select customer_key, own_minor from partner_totals where shop_id = @shop
                union all
                select customer_key, own_minor from partner_volume where shop_id = @shop) as entries
            group by customer_key) as sold
        left join (
            select distinct on (customer_key) customer_key, tier from partner_history
            where shop_id = @shop order by customer_key, seq desc) as held on held.customer_key = sold.customer_key
        """;
}
