namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>Reads orders' sums, now or as they were.</summary>
public static class OrderSumsSql
{
    /// <summary>Orders after a key, with their sums.</summary>
    public static PendingRows<OrderSums> OrderSums(this LadderBatch batch, long shopId, long after, int limit) =>
        batch.Rows<OrderSums>(SumsSql, new { shop = shopId, after, limit });

    /// <summary>The sums of a few orders.</summary>
    public static PendingRows<OrderSums> OrderSums(this LadderBatch batch, long shopId, long[] keys) =>
        batch.Rows<OrderSums>(SumsOfSql, new { shop = shopId, keys });

    /// <summary>The headers of orders after a key.</summary>
    public static PendingRows<KeptOrder> KeptOrders(this LadderBatch batch, long shopId, long after, int limit) =>
        batch.Rows<KeptOrder>(KeptSql, new { shop = shopId, after, limit });

    /// <summary>
    /// SQL: an order's sums as an <c>OrderSums</c>, but for its plain
    /// amounts; of its lines l, and of
    /// a, the same lines at a revision.
    /// </summary>
    internal const string Columns = """
        l.order_key, array_agg(coalesce(a.quantity, l.quantity) order by l.line_no) as quantities,
            array_agg(coalesce(a.due_minor, l.due_minor) order by l.line_no) as dues,
            array_agg(coalesce(a.value_minor, l.value_minor) order by l.line_no) as values,
            array_agg(coalesce(r.units, 0) order by l.line_no) as units,
            array_agg(coalesce(r.unpriced, 0) order by l.line_no) as unpriced,
            array_agg(coalesce(r.amount, 0)::bigint order by l.line_no) as amounts,
            array_agg(coalesce(a.place, 0) order by l.line_no) as places
        """;

    private const string SumsSql = $"""
        {SumsOf} from (select order_key, revision from orders where shop_id = @shop and order_key > @after
            order by order_key limit @limit) as o {SumsFrom}
        """;

    private const string SumsOfSql = $"""
        {SumsOf} from (
            select order_key, revision from orders where shop_id = @shop and order_key = any(@keys)) as o {SumsFrom}
        """;

    private const string SumsOf = $"""
        select {Columns},
            coalesce((select sum(plain_minor) from refunds f
                where f.shop_id = @shop and f.order_key = l.order_key and f.status = 'applied'), 0)::bigint as plain
        """;

    private const string SumsFrom = """
        join order_lines l on l.shop_id = @shop and l.order_key = o.order_key
        left join amended_lines a on a.shop_id = @shop and a.order_key = l.order_key and a.line_no = l.line_no
            and a.revision = o.revision
        left join lateral (
            select sum(units) as units, sum(unpriced_units) as unpriced, sum(amount_minor) as amount
            from refund_lines f
            where f.shop_id = @shop and f.order_key = l.order_key and f.line_no = l.line_no
            having count(*) > 0) as r on true
        group by l.order_key order by l.order_key
        """;

    private const string KeptSql = """
        select order_key, order_id, value_minor, refunded_minor, refunded_due_minor from orders
        where shop_id = @shop and order_key > @after order by order_key limit @limit
        """;
}
