using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>Orders' sums as they were at an instant, for what is counted by periods.</summary>
public static class PeriodRefunds
{
    /// <summary>
    /// The keys of orders of which something was refunded or changed, as booked from one instant to another.
    /// </summary>
    public static PendingRows<long> RefundedOrders(
        this LadderBatch batch, long shopId, DateTimeOffset start, DateTimeOffset end) =>
        batch.Rows<long>(RefundedSql, new { shop = shopId, start, end });

    /// <summary>The sums of these orders by what was booked before an instant.</summary>
    public static PendingRows<OrderSums> SumsAt(this LadderBatch batch, long shopId, long[] keys, DateTimeOffset at) =>
        batch.Rows<OrderSums>(SumsSql, new { shop = shopId, keys, at });

    private const string RefundedSql = """
        select order_key from refunds
        where shop_id = @shop and status = 'applied' and applied_at >= @start and applied_at < @end
        union
        select order_key from order_amendments
        where shop_id = @shop and recorded_at >= @start and recorded_at < @end
        order by order_key
        """;

    private const string SumsSql = $"""
        select {OrderSumsSql.Columns},
            coalesce((select sum(plain_minor) from refunds f
                where f.shop_id = @shop and f.order_key = l.order_key and f.status = 'applied'
                    and f.applied_at < @at), 0)::bigint as plain
        from unnest(@keys) as k(key)
        left join lateral (
            select max(revision) as revision from order_amendments
            where shop_id = @shop and order_key = k.key and recorded_at < @at) as v on true
        join order_lines l on l.shop_id = @shop and l.order_key = k.key
            and coalesce(l.added_in, 0) <= coalesce(v.revision, 0)
        left join amended_lines a on a.shop_id = @shop and a.order_key = l.order_key and a.line_no = l.line_no
            and a.revision = v.revision
        left join lateral (
            select sum(b.units) as units, sum(b.unpriced_units) as unpriced, sum(b.amount_minor) as amount
            from refund_lines b join refunds f on f.shop_id = @shop and f.refund_key = b.refund_key
            where b.shop_id = @shop and b.order_key = l.order_key and b.line_no = l.line_no
                and f.status = 'applied' and f.applied_at < @at
            having count(*) > 0) as r on true
        group by l.order_key order by l.order_key
        """;
}
