using SocialCommerce.Ladder.Journeys;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>What the integrity check reads of orders and refunds, and what it checks by itself.</summary>
public static class OrderChecks
{
    /// <summary>Units of the lines of a few orders, and what today's products say of each.</summary>
    public static PendingRows<LineUnits> LineUnits(this LadderBatch batch, long shopId, long[] keys) =>
        batch.Rows<LineUnits>(UnitsSql, new { shop = shopId, keys });

    /// <summary>Net spend of each customer who has bought.</summary>
    public static PendingRows<Spend> Spends(this LadderBatch batch, long shopId) =>
        batch.Rows<Spend>(SpendsSql, new { shop = shopId });

    /// <summary>Headers agree with lines, refunds and journeys; who was claimed has no orders left.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("orders", OrdersSql), new("journeys", JourneysSql), new("guests", GuestsSql)];

    private const string UnitsSql = """
        select l.order_key, l.line_no, coalesce(a.quantity, l.quantity) as quantity,
            coalesce(p.commissionable_minor, 0)::bigint as commissionable_minor
        from orders o
        join order_lines l on l.shop_id = @shop and l.order_key = o.order_key
        left join amended_lines a on a.shop_id = @shop and a.order_key = l.order_key and a.line_no = l.line_no
            and a.revision = o.revision
        left join products p on p.shop_id = @shop and p.product_id = l.product_id
        where o.shop_id = @shop and o.order_key = any(@keys)
        """;

    private const string SpendsSql = """
        select customer_key, sum(value_minor - refunded_minor)::bigint as net_minor
        from orders where shop_id = @shop group by customer_key
        """;

    private const string OrdersSql = """
        select 'order ' || o.order_id as subject,
            format('due %s, lines %s; value %s, lines %s; refunded %s, refunds %s; of the value %s, refunds %s',
                o.due_minor, l.due, o.value_minor, l.value, o.refunded_due_minor, coalesce(r.goods, 0),
                o.refunded_minor, coalesce(r.value, 0)) as detail
        from orders o
        join (select l.order_key, sum(coalesce(a.due_minor, l.due_minor)) as due,
                sum(coalesce(a.value_minor, l.value_minor)) as value
                from order_lines l
                join orders o on o.shop_id = @shop and o.order_key = l.order_key
                left join amended_lines a on a.shop_id = @shop and a.order_key = l.order_key and a.line_no = l.line_no
                    and a.revision = o.revision
                where l.shop_id = @shop group by l.order_key) as l
            on l.order_key = o.order_key
        left join (
            select order_key, sum(goods) as goods, sum(value) as value
            from (
                select order_key, goods_minor as goods, value_minor as value from refunds
                where shop_id = @shop and status = 'applied'
                union all
                select order_key, refunded_due_minor, refunded_minor from order_amendments
                where shop_id = @shop) as changes
            group by order_key) as r on r.order_key = o.order_key
        where o.shop_id = @shop and @unit <> ''
            and (o.due_minor <> l.due or o.value_minor <> l.value or o.refunded_due_minor <> coalesce(r.goods, 0)
                or o.refunded_minor <> coalesce(r.value, 0))
        order by o.order_key limit 20
        """;

    private const string GuestsSql = """
        select 'guest ' || g.customer_id as subject,
            format('claimed by customer key %s, the claim says %s; orders left: %s', g.claimed_by, k.customer_key,
                coalesce(o.orders, 0)) as detail
        from customers g
        left join guest_claims k on k.shop_id = @shop and k.guest_key = g.customer_key
        left join (
            select customer_key, count(*) as orders from orders where shop_id = @shop group by customer_key) as o
            on o.customer_key = g.customer_key
        where g.shop_id = @shop and @unit <> '' and (g.claimed_by is distinct from k.customer_key
            or (g.claimed_by is not null and o.orders > 0))
        order by g.customer_key limit 20
        """;

    // What a product was sold as is not compared while journeys still follow a new rung.
    private const string JourneysSql = $"""
        select 'customer ' || c.customer_id as subject,
            format('journey says %s orders, %s paid, %s refunded, times %s, %s, %s, rung %s; orders say %s, %s, %s, '
                '%s, %s, %s, %s', j.orders, j.paid_minor, j.refunded_minor, j.first_paid_at, j.second_paid_at,
                j.last_paid_at, j.top_rung, o.orders, o.paid, o.refunded, o.times[1], o.times[2], o.last,
                ({Rungs.Array})[r.place]) as detail
        from (
            select customer_key, count(*) as orders, sum(value_minor) as paid, sum(refunded_minor) as refunded,
                array_agg(paid_at order by paid_at) as times, max(paid_at) as last
            from orders where shop_id = @shop group by customer_key) as o
        join journeys j on j.shop_id = @shop and j.customer_key = o.customer_key
        join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
        left join (
            select p.customer_key, max(array_position({Rungs.Array}, {RungReviewSql.RungAt})) as place
            from orders p
            join order_lines l on l.shop_id = @shop and l.order_key = p.order_key
            join products g on g.shop_id = @shop and g.product_id = l.product_id
            where p.shop_id = @shop group by p.customer_key) as r on r.customer_key = o.customer_key
        where @unit <> ''
            and (j.orders <> o.orders or j.paid_minor <> o.paid or j.refunded_minor <> o.refunded
                or j.first_paid_at is distinct from o.times[1] or j.second_paid_at is distinct from o.times[2]
                or j.last_paid_at is distinct from o.last
                or (j.top_rung is distinct from ({Rungs.Array})[r.place] and not exists (
                    select from products d where d.shop_id = @shop and d.rung_due is not null)))
        order by o.customer_key limit 20
        """;
}
