using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Reports;

/// <summary>Reads what products brought in a period.</summary>
public static class ProductEarningSql
{
    /// <summary>
    /// All products together, then so many of them after a place, the best by value of an active day first.
    /// </summary>
    /// <param name="batch">A batch that joins whole tables.</param>
    /// <param name="shop">The shop, in whose time zone days are counted.</param>
    /// <param name="bound">Keys of the customers who have a referrer.</param>
    /// <param name="period">When the orders were paid.</param>
    /// <param name="after">Where the page begins.</param>
    /// <param name="limit">How many rows, that of all products included.</param>
    public static PendingRows<ProductEarning> ProductEarnings(
        this LadderBatch batch, Shop shop, long[] bound, ReportPeriod period, EarningPosition after, int limit) =>
        batch.Rows<ProductEarning>(EarningsSql, new
        {
            shop = shop.Id,
            zone = shop.TimeZone,
            bound,
            period.From,
            period.To,
            afterMinor = after.PerDayMinor,
            afterProduct = after.ProductId,
            limit,
        });

    // What is left of an order is spread over its kept lines by what is left of each, so that refunds of the order as a
    // whole count too.
    private const string EarningsSql = $"""
        with lines as (
            select p.order_key, p.customer_key, (p.paid_at at time zone @zone)::date as day, l.product_id,
                p.value_minor - p.refunded_minor as rest, {KeptLines.Left} as part
            from orders p
            {KeptLines.OfEveryOrder}
            where p.shop_id = @shop and p.paid_at >= @from and p.paid_at < @to and {KeptLines.AreKept}),
        sold as (
            select l.product_id, l.day, b.customer_key is not null as referred,
                coalesce(l.rest * l.part / nullif(sum(l.part) over (partition by l.order_key), 0), 0) as value
            from lines l
            left join (select distinct key as customer_key from unnest(@bound) as key) as b
                on b.customer_key = l.customer_key),
        earned as (
            select product_id, count(distinct product_id) as products,
                coalesce(round(sum(value) filter (where not referred)), 0)::bigint as own_minor,
                coalesce(round(sum(value) filter (where referred)), 0)::bigint as referred_minor,
                count(distinct day) as active_days, grouping(product_id) = 1 as total
            from sold group by grouping sets ((), (product_id))),
        ranked as (
            select *, case when active_days > 0 then round((own_minor + referred_minor)::numeric / active_days)
                else 0 end::bigint as per_day_minor
            from earned)
        select product_id, products, own_minor, referred_minor, active_days, per_day_minor
        from ranked
        where total or per_day_minor < @afterMinor or (per_day_minor = @afterMinor and product_id > @afterProduct)
        order by total desc, per_day_minor desc, product_id limit @limit
        """;
}
