using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>Reads what stages and values of customers are decided by.</summary>
internal static class LifecycleSql
{
    /// <summary>Those of a customer; no row without a kept order.</summary>
    public static PendingRows<LifecycleFacts> LifecycleFacts(
        this LadderBatch batch, long shopId, string customerId) =>
        batch.Rows<LifecycleFacts>(FactsSql, new { shop = shopId, customerId });

    /// <summary>
    /// SQL: table <c>people</c>: the customers of a shop with a kept order, for joins of whole tables.
    /// </summary>
    public const string People = $"""
        {Kept}),
        {Counted}
        """;

    /// <summary>
    /// SQL: table <c>staged</c>: the stage of each of the <c>people</c>, as <see cref="Lifecycle"/> decides it.
    /// </summary>
    public const string Staged = """
        cycled as (
            select p.customer_key, p.orders, p.last_paid_at, greatest(coalesce(
                p.own_seconds, p.product_days * 86400::numeric, @usualCycleDays * 86400::numeric), 86400)
                * interval '1 second' as cycle
            from people p),
        parted as (
            select y.customer_key, y.orders, y.last_paid_at, y.last_paid_at + y.cycle as expected_at,
                y.last_paid_at + y.cycle * (@dueBps / 10000.0) as due_at,
                y.last_paid_at + y.cycle * (@sleepingBps / 10000.0) as sleeping_at,
                y.last_paid_at + y.cycle * (@lostBps / 10000.0) as lost_at
            from cycled y),
        staged as (
            select d.*, case when @asOf >= d.lost_at then 'lost' when @asOf >= d.sleeping_at then 'sleeping'
                when @asOf >= d.due_at then 'due' when d.orders > 1 then 'active' else 'new' end as stage
            from parted d)
        """;

    private const string Kept = $"""
        cycles as (
            select distinct on (product_id) product_id, expected_cycle_days
            from repurchase_designs where shop_id = @shop order by product_id, version desc),
        kept as (
            select p.customer_key, p.order_key, p.paid_at, p.value_minor - p.refunded_minor as net_minor,
                extract(epoch from p.paid_at - lag(p.paid_at) over (
                    partition by p.customer_key order by p.paid_at, p.order_key)) as gap
            from orders p
            where p.shop_id = @shop and {KeptLines.OrderIsKept}
        """;

    private const string Counted = """
        counted as (
            select k.customer_key, count(*) as orders, min(k.paid_at) as first_paid_at, max(k.paid_at) as last_paid_at,
                percentile_disc(0.5) within group (order by k.gap) as own_seconds,
                sum(k.net_minor)::bigint as net_minor,
                (array_agg(k.order_key order by k.paid_at desc, k.order_key desc))[1] as last_key
            from kept k group by k.customer_key),
        people as (
            select c.customer_key, c.orders, c.first_paid_at, c.last_paid_at, c.own_seconds, c.net_minor,
                min(y.expected_cycle_days) as product_days
            from counted c
            left join order_lines l on l.shop_id = @shop and l.order_key = c.last_key and c.own_seconds is null
            left join cycles y on y.product_id = l.product_id
            group by c.customer_key, c.orders, c.first_paid_at, c.last_paid_at, c.own_seconds, c.net_minor)
        """;

    private const string FactsSql = $"""
        with {Kept} and p.customer_key = (
                select customer_key from customers where shop_id = @shop and customer_id = @customerId)),
        {Counted}
        select orders, first_paid_at, last_paid_at, own_seconds, product_days, net_minor from people
        """;
}
