namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>Counts orders and refunds for the reports.</summary>
public static class OrderTotalsSql
{
    /// <summary>The totals of a shop: always one row.</summary>
    public static PendingRows<OrderTotals> OrderTotals(this LadderBatch batch, long shopId) =>
        batch.Rows<OrderTotals>(TotalsSql, new { shop = shopId });

    private const string TotalsSql = """
        select o.orders, o.value_minor, r.refunds, r.refunded_minor, w.waiting_events
        from (
            select count(*) as orders, coalesce(sum(value_minor), 0)::bigint as value_minor
            from orders where shop_id = @shop) as o,
            (select count(*) filter (where cancels is null) - count(cancels) as refunds,
                (coalesce(sum(goods_minor) filter (where status = 'applied'), 0) + coalesce((
                    select sum(refunded_due_minor) from order_amendments where shop_id = @shop), 0))::bigint
                    as refunded_minor
            from refunds where shop_id = @shop) as r,
            (select count(*) as waiting_events from waiting_events
            where shop_id = @shop and status = 'waiting') as w
        """;
}
