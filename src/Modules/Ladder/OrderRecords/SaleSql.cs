namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>Reads what has moved people's spend.</summary>
public static class SaleSql
{
    /// <summary>So many orders after a key, with all refunds and amendments that took effect on them.</summary>
    public static PendingRows<Sale> Sales(this LadderBatch batch, long shopId, long after, long upTo, int limit) =>
        batch.Rows<Sale>(SalesSql, new { shop = shopId, after, upTo, limit });

    // Lines never change, nor do refunds that took effect: the system column names the transaction of each. The limit
    // and the offset make look-ups of what a planner that knows no shop's size would otherwise read as a whole.
    private const string SalesSql = $"""
        with page as (
            select order_key, customer_key, value_minor - coalesce((
                    select sum(a.value_minor) from order_amendments a
                    where a.shop_id = @shop and a.order_key = orders.order_key), 0)::bigint as value_minor,
                recorded_at, (
                select {Guest.IsGuestId} from customers c
                where c.shop_id = @shop and c.customer_key = orders.customer_key) as is_guest
            from orders
            where shop_id = @shop and order_key > @after and order_key <= @upTo
            order by order_key limit @limit)
        select p.order_key, p.customer_key, p.value_minor as minor, false as is_refund, p.recorded_at,
            line.transaction, p.is_guest
        from page p
        cross join lateral (
            select xmin::text::bigint as transaction from order_lines
            where shop_id = @shop and order_key = p.order_key
            order by line_no limit 1) as line
        union all
        select p.order_key, p.customer_key, -refund.value_minor, true, refund.applied_at, refund.transaction,
            p.is_guest
        from page p
        cross join lateral (
            select value_minor, applied_at, xmin::text::bigint as transaction from refunds
            where shop_id = @shop and order_key = p.order_key and status = 'applied' offset 0) as refund
        union all
        select p.order_key, p.customer_key, changed.minor, true, changed.recorded_at, changed.transaction, p.is_guest
        from page p
        cross join lateral (
            select value_minor - refunded_minor as minor, recorded_at, xmin::text::bigint as transaction
            from order_amendments where shop_id = @shop and order_key = p.order_key offset 0) as changed
        """;
}
