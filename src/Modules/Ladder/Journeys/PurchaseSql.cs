namespace SocialCommerce.Ladder.Journeys;

/// <summary>The statements that read all that customers have bought and given back.</summary>
public static class PurchaseSql
{
    /// <summary>All orders of these customers; carries the orders' keys on.</summary>
    public static PendingRows<Purchase> Purchases(this LadderBatch batch, long shopId, long[] customerKeys)
    {
        batch.Rows<string>(CarrySql, new { shop = shopId, customerKeys });
        return batch.Rows<Purchase>(OrdersSql, new { shop = shopId });
    }

    /// <summary>
    /// Lines of the carried orders: all of those that were refunded or amended, else those of these products.
    /// </summary>
    public static PendingRows<PurchaseLine> PurchaseLines(this LadderBatch batch, long shopId, string[] productIds) =>
        batch.Rows<PurchaseLine>(LinesSql, new { shop = shopId, productIds });

    /// <summary>Refunds of the carried orders that took effect and stand.</summary>
    public static PendingRows<PurchaseRefund> PurchaseRefunds(this LadderBatch batch, long shopId) =>
        batch.Rows<PurchaseRefund>(RefundsSql, new { shop = shopId });

    /// <summary>When the journeys of these customers say that they became members.</summary>
    public static PendingRows<JourneyMember> JourneyMembers(this LadderBatch batch, long shopId, long[] customerKeys) =>
        batch.Rows<JourneyMember>(MembersSql, new { shop = shopId, customerKeys });

    /// <summary>Customers who have bought something, by key.</summary>
    public static PendingRows<long> Buyers(this LadderBatch batch, long shopId, long after, int limit) =>
        batch.Rows<long>(BuyersSql, new { shop = shopId, after, limit });

    private const string CarrySql = $"""
        select set_config('{BatchVariables.Orders}', coalesce(array_agg(order_key), array[]::bigint[])::text, true)
        from orders where shop_id = @shop and customer_key = any(@customerKeys)
        """;

    private const string OrdersSql = $"""
        select customer_key, order_key, order_id, paid_at, recorded_at from orders
        where shop_id = @shop and order_key = any({BatchVariables.OrderKeys})
        """;

    private const string LinesSql = $"""
        select l.order_key, l.line_no, l.product_id, l.quantity, l.due_minor, l.value_minor, l.added_in
        from order_lines l
        where l.shop_id = @shop and l.order_key = any({BatchVariables.OrderKeys})
            and (l.product_id = any(@productIds) or exists (
                select from refunds r
                where r.shop_id = @shop and r.order_key = l.order_key and r.status = 'applied')
                or exists (
                    select from order_amendments a where a.shop_id = @shop and a.order_key = l.order_key))
        order by l.order_key, l.line_no
        """;

    private const string RefundsSql = $"""
        select r.order_key, r.refund_id, r.refunded_at, r.applied_at, r.plain_minor, l.line_nos, l.units, l.unpriced,
            l.amounts
        from refunds r
        cross join lateral (
            select coalesce(array_agg(line_no order by line_no), array[]::int[]) as line_nos,
                coalesce(array_agg(units order by line_no), array[]::numeric[]) as units,
                coalesce(array_agg(unpriced_units order by line_no), array[]::numeric[]) as unpriced,
                coalesce(array_agg(amount_minor order by line_no), array[]::bigint[]) as amounts
            from refund_lines
            where shop_id = @shop and order_key = r.order_key and refund_key = r.refund_key) as l
        where r.shop_id = @shop and r.order_key = any({BatchVariables.OrderKeys}) and r.status = 'applied'
            and r.cancels is null and not exists (
                select from refunds c
                where c.shop_id = @shop and c.refund_id = r.refund_id and c.cancels = r.refund_key)
        """;

    private const string MembersSql = """
        select customer_key, member_at from journeys where shop_id = @shop and customer_key = any(@customerKeys)
        """;

    private const string BuyersSql = """
        select distinct customer_key from orders where shop_id = @shop and customer_key > @after
        order by customer_key limit @limit
        """;
}
