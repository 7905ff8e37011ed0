namespace SocialCommerce.Ladder.PaidCurrencies;

/// <summary>The statements about orders that were paid in another currency than the shop's.</summary>
public static class PaidOrderSql
{
    /// <summary>What the carried order was paid in; no row where that is the shop's currency.</summary>
    public static PendingRows<PaidOrder> PaidOrder(this LadderBatch batch, long shopId) =>
        batch.Rows<PaidOrder>(OrderSql, new { shop = shopId });

    /// <summary>The refunds that stand of the carried order, where it was paid in another currency.</summary>
    public static PendingRows<PaidRefundRow> PaidRefunds(this LadderBatch batch, long shopId) =>
        batch.Rows<PaidRefundRow>(RefundsSql, new { shop = shopId });

    // As it was reported: an amendment changes what is owed, not the rate.
    private const string OrderSql = $"""
        select o.paid_in, o.due_minor - coalesce((
                select sum(a.due_minor) from order_amendments a
                where a.shop_id = @shop and a.order_key = o.order_key), 0)::bigint + coalesce(o.shipping_minor, 0)
                + case when o.prices_include_tax then 0 else coalesce(o.tax_minor, 0) end as owed_minor
        from orders o
        where o.shop_id = @shop and o.order_key = {BatchVariables.OrderKey} and o.paid_in is not null
        """;

    private const string RefundsSql = $"""
        select r.content, r.plain_minor, r.shipping_minor, r.tax_minor, array(
                select line_no from refund_lines l
                where l.shop_id = @shop and l.order_key = o.order_key and l.refund_key = r.refund_key
                order by line_no) as line_nos, array(
                select amount_minor from refund_lines l
                where l.shop_id = @shop and l.order_key = o.order_key and l.refund_key = r.refund_key
                order by line_no) as amounts
        from orders o
        join refunds r on r.shop_id = @shop and r.order_key = o.order_key and r.status = 'applied' and r.cancels is null
        where o.shop_id = @shop and o.order_key = {BatchVariables.OrderKey} and o.paid_in is not null
            and not exists (
                select from refunds c
                where c.shop_id = @shop and c.refund_id = r.refund_id and c.cancels = r.refund_key)
        order by r.refund_key
        """;
}
