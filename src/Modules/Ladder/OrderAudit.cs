using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>Units of a line, and the commissionable value of one as the product is declared today.</summary>
public sealed record LineUnits(long OrderKey, int LineNo, decimal Quantity, long CommissionableMinor);

/// <summary>What a person has bought.</summary>
public sealed record Spend(long CustomerKey, long NetMinor);

/// <summary>What the integrity check reads of orders and refunds, and what it checks by itself.</summary>
public static class OrderAudit
{
    /// <summary>Units of the lines of a few orders, and what today's products say of each.</summary>
    public static Rows<LineUnits> LineUnits(this Batch batch, long shopId, long[] keys) =>
        batch.Rows<LineUnits>(UnitsSql, new { shop = shopId, keys });

    /// <summary>Net spend of everybody who has bought.</summary>
    public static Rows<Spend> Spends(this Batch batch, long shopId) =>
        batch.Rows<Spend>(SpendsSql, new { shop = shopId });

    /// <summary>Headers agree with lines, refunds and journeys.</summary>
    public static readonly IReadOnlyList<Audit> Checks = [new("orders", OrdersSql), new("journeys", JourneysSql)];

    private const string UnitsSql = """
        select l.order_key, l.line_no, l.quantity, coalesce(p.commissionable_minor, 0)::bigint as commissionable_minor
        from order_lines l
        left join products p on p.shop_id = @shop and p.product_id = l.product_id
        where l.shop_id = @shop and l.order_key = any(@keys)
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
        join (select order_key, sum(due_minor) as due, sum(value_minor) as value from order_lines
                where shop_id = @shop group by order_key) as l
            on l.order_key = o.order_key
        left join (
            select order_key, sum(goods_minor) as goods, sum(value_minor) as value from refunds
            where shop_id = @shop and status = 'applied' group by order_key) as r on r.order_key = o.order_key
        where o.shop_id = @shop and @unit <> ''
            and (o.due_minor <> l.due or o.value_minor <> l.value or o.refunded_due_minor <> coalesce(r.goods, 0)
                or o.refunded_minor <> coalesce(r.value, 0))
        order by o.order_key limit 20
        """;

    private const string JourneysSql = """
        select 'customer ' || c.customer_id as subject,
            format('journey says %s orders, %s paid, %s refunded; orders say %s, %s, %s', j.orders, j.paid_minor,
                j.refunded_minor, o.orders, o.paid, o.refunded) as detail
        from (
            select customer_key, count(*) as orders, sum(value_minor) as paid, sum(refunded_minor) as refunded
            from orders where shop_id = @shop group by customer_key) as o
        join journeys j on j.shop_id = @shop and j.customer_key = o.customer_key
        join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
        where @unit <> ''
            and (j.orders <> o.orders or j.paid_minor <> o.paid or j.refunded_minor <> o.refunded)
        order by o.customer_key limit 20
        """;
}
