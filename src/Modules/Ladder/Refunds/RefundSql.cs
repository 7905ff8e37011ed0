using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>The statements by which refunds are found and recorded; the flows carry them.</summary>
public static class RefundSql
{
    /// <summary>A refund that was applied to its order.</summary>
    public const string Applied = "applied";

    /// <summary>
    /// Serializes everything that may make or look for the order with this id, known or not; held until the transaction
    /// ends.
    /// </summary>
    public static void LockOrderId(this LadderBatch batch, long shopId, string orderId) =>
        batch.Sql.Take(NamedLock.Order, shopId, orderId);

    /// <summary>Locks the order and carries its key and its buyer's on; no row when it is unknown.</summary>
    public static PendingRows<OrderState> LockOrder(this LadderBatch batch, long shopId, string orderId)
    {
        batch.Rows<string>(LockSql, new { shop = shopId, orderId });
        return batch.Rows<OrderState>(StateSql, new { shop = shopId });
    }

    /// <summary>The same without a lock, for reading.</summary>
    public static PendingRows<OrderState> CarryOrder(this LadderBatch batch, long shopId, string orderId)
    {
        batch.Rows<string>(CarrySql, new { shop = shopId, orderId });
        return batch.Rows<OrderState>(StateSql, new { shop = shopId });
    }

    /// <summary>The carried order's lines with everything that has happened to them.</summary>
    public static PendingRows<LineState> LineStates(this LadderBatch batch, long shopId) =>
        batch.Rows<LineState>(LinesSql, new { shop = shopId });

    /// <summary>The refund with this id, if one took effect.</summary>
    public static PendingRows<KnownRefund> FindRefund(this LadderBatch batch, long shopId, string refundId) =>
        batch.Rows<KnownRefund>(FindSql, new { shop = shopId, refundId });

    /// <summary>Keeps a refund that takes effect now: a new one, or one that waited.</summary>
    public static void Keep(this LadderBatch batch, PostingContext posting, KeptRefund refund)
    {
        var effect = refund.Effect;
        var sign = refund.Cancels is null ? 1 : -1;
        var cancels = refund.Cancels?.RefundKey;
        batch.Do(KeepSql, new
        {
            shop = posting.ShopId,
            refund.Content.RefundId,
            orderId = refund.Waited?.OrderId ?? refund.OrderId,
            refund.OrderKey,
            status = Applied,
            refund.Content.RefundedAt,
            reportedAt = refund.Waited?.RecordedAt ?? posting.RecordedAt,
            posting.RecordedAt,
            content = refund.Waited?.Content ?? refund.Cancels?.Content ?? Json.Write(refund.Content.AsReported()),
            goods = effect.Goods,
            value = effect.Value,
            plain = effect.Plain,
            shipping = sign * (refund.Content.Shipping?.Amount ?? 0),
            tax = sign * (refund.Content.Tax?.Amount ?? 0),
            taxApart = effect.TaxApart,
            refund.Answer,
            cancels,
        });
        batch.Do(RefundedSql, new { shop = posting.ShopId, refund.OrderKey, effect.Goods, effect.Value });
        int[] lines = [.. Enumerable.Range(1, effect.Lines.Count).Where(no => effect.Lines[no - 1] != default)];
        if (lines.Length > 0) batch.Do(KeepLinesSql, new
        {
            shop = posting.ShopId,
            refund.OrderKey,
            refund.Content.RefundId,
            lines,
            units = Array.ConvertAll(lines, no => effect.Lines[no - 1].Units),
            unpriced = Array.ConvertAll(lines, no => effect.Lines[no - 1].Unpriced),
            amounts = Array.ConvertAll(lines, no => effect.Lines[no - 1].Amount),
            cancels,
        });
    }

    private const string CarrySql = $"""
        select set_config('{BatchVariables.Order}', order_key::text, true)
            || set_config('{BatchVariables.Buyer}', customer_key::text, true)
        from orders where shop_id = @shop and order_id = @orderId
        """;

    private const string LockSql = $"{CarrySql} for no key update";

    private const string StateSql = $"""
        select o.order_key, o.order_id, o.customer_key, c.customer_id, o.paid_at, o.prices_include_tax, o.due_minor,
            o.value_minor, coalesce(a.shipping_minor, o.shipping_minor, 0) as shipping_minor,
            coalesce(a.tax_minor, o.tax_minor, 0) as tax_minor,
            o.shipped_at, o.completed_at, o.refunded_minor, o.refunded_due_minor,
            coalesce(r.plain, 0)::bigint as plain_minor, coalesce(r.shipping, 0)::bigint as refunded_shipping_minor,
            coalesce(r.tax, 0)::bigint as refunded_tax_minor, coalesce(r.apart, 0)::bigint as tax_apart_minor,
            o.revision, o.payment_plan is not null as has_plan, o.paid_up_at
        from orders o
        join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
        left join order_amendments a on a.shop_id = @shop and a.order_key = o.order_key and a.revision = o.revision
        left join lateral (
            select sum(plain_minor) as plain, sum(shipping_minor) as shipping, sum(tax_minor) as tax,
                sum(tax_apart_minor) as apart
            from refunds where shop_id = @shop and order_key = o.order_key and status = 'applied') as r on true
        where o.shop_id = @shop and o.order_key = {BatchVariables.OrderKey}
        """;

    private const string LinesSql = $"""
        select l.line_no, l.line_id, coalesce(a.quantity, l.quantity) as quantity,
            coalesce(a.due_minor, l.due_minor) as due_minor, coalesce(a.value_minor, l.value_minor) as value_minor,
            coalesce(l.shipped_at, shipped.occurred_at) as shipped_at,
            coalesce(l.completed_at, completed.occurred_at) as completed_at,
            coalesce(r.units, 0) as refunded_units, coalesce(r.unpriced, 0) as unpriced_units,
            coalesce(r.amount, 0)::bigint as refunded_minor, coalesce(a.place, 0) as place
        from orders o
        join order_lines l on l.shop_id = @shop and l.order_key = o.order_key
        left join amended_lines a on a.shop_id = @shop and a.order_key = l.order_key and a.line_no = l.line_no
            and a.revision = o.revision
        left join fulfilments shipped on shipped.shop_id = @shop and shipped.order_key = l.order_key
            and shipped.line_no = l.line_no and shipped.kind = 'shipped'
        left join fulfilments completed on completed.shop_id = @shop and completed.order_key = l.order_key
            and completed.line_no = l.line_no and completed.kind = 'completed'
        left join (
            select line_no, sum(units) as units, sum(unpriced_units) as unpriced, sum(amount_minor) as amount
            from refund_lines
            where shop_id = @shop and order_key = {BatchVariables.OrderKey} group by line_no) as r
            on r.line_no = l.line_no
        where o.shop_id = @shop and o.order_key = {BatchVariables.OrderKey}
        order by l.line_no
        """;

    private const string FindSql = """
        select r.refund_key, r.order_id, r.status, r.content, r.answer, o.order_id as applied_to,
            c.content as cancellation, c.answer as cancellation_answer
        from refunds r join orders o on o.shop_id = @shop and o.order_key = r.order_key
        left join refunds c on c.shop_id = @shop and c.refund_id = r.refund_id and c.cancels = r.refund_key
        where r.shop_id = @shop and r.refund_id = @refundId and r.cancels is null
        """;

    private const string KeepSql = """
        insert into refunds (shop_id, refund_key, refund_id, order_id, order_key, status, refunded_at, recorded_at,
            applied_at, content, goods_minor, value_minor, plain_minor, shipping_minor, tax_minor, tax_apart_minor,
            answer, cancels)
        values (@shop, nextval('refund_keys'), @refundId, @orderId, @orderKey, @status, @refundedAt, @reportedAt,
            @recordedAt, @content::jsonb, @goods, @value, @plain, @shipping, @tax, @taxApart, @answer,
            @cancels)
        """;

    private const string RefundedSql = """
        update orders set refunded_minor = refunded_minor + @value, refunded_due_minor = refunded_due_minor + @goods
        where shop_id = @shop and order_key = @orderKey
        """;

    private const string KeepLinesSql = """
        insert into refund_lines (shop_id, order_key, refund_key, line_no, units, unpriced_units, amount_minor)
        select @shop, @orderKey, r.refund_key, l.line_no, l.units, l.unpriced, l.amount
        from refunds r, unnest(@lines, @units, @unpriced, @amounts) as l(line_no, units, unpriced, amount)
        where r.shop_id = @shop and r.refund_id = @refundId and r.cancels is not distinct from @cancels
        """;
}
