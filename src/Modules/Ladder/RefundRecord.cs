using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>A refund that is known already.</summary>
/// <param name="AppliedTo">The order on which it has its effect; another than it named, where a person said so.</param>
public sealed record KnownRefund(
    long RefundKey, string OrderId, string Status, string Content, string Answer, string? AppliedTo);

/// <summary>A refund that waits for its order.</summary>
public sealed record WaitingRefund(long RefundKey, string RefundId, string Content, DateTimeOffset RecordedAt);

/// <summary>A refund that is being kept.</summary>
/// <param name="Status"><c>applied</c>, <c>waiting</c> or <c>refused</c>.</param>
/// <param name="Effect">What it does; null unless it is applied.</param>
/// <param name="Refusal">Why it has no effect: a reason of <see cref="Misfit"/>.</param>
public sealed record KeptRefund(
    string OrderId, long? OrderKey, RefundContent Content, string Status, RefundEffect? Effect, string? Refusal,
    string Answer);

/// <summary>The statements by which refunds are found and recorded; the flows carry them.</summary>
public static class RefundStatements
{
    /// <summary>A refund that was applied to its order.</summary>
    public const string Applied = "applied";

    /// <summary>A refund that came before its order.</summary>
    public const string Waiting = "waiting";

    /// <summary>A refund that does not fit its order, whether it came before the order or after it.</summary>
    public const string RefusedLate = "refused";

    /// <summary>A refund without effect, by a person's decision.</summary>
    public const string Dismissed = "dismissed";

    /// <summary>
    /// Serializes everything that may make or look for the order with this id, known or not; held until the transaction
    /// ends.
    /// </summary>
    public static void LockOrderId(this Batch batch, long shopId, string orderId) =>
        batch.Rows<string>(LockIdSql, new { shop = shopId, orderId });

    /// <summary>Locks the order and carries its key and its buyer's on; no row when it is unknown.</summary>
    public static Rows<OrderState> LockOrder(this Batch batch, long shopId, string orderId)
    {
        batch.Rows<string>(LockSql, new { shop = shopId, orderId });
        return batch.Rows<OrderState>(StateSql, new { shop = shopId });
    }

    /// <summary>The same without a lock, for reading.</summary>
    public static Rows<OrderState> CarryOrder(this Batch batch, long shopId, string orderId)
    {
        batch.Rows<string>(CarrySql, new { shop = shopId, orderId });
        return batch.Rows<OrderState>(StateSql, new { shop = shopId });
    }

    /// <summary>The carried order's lines with everything that has happened to them.</summary>
    public static Rows<LineState> LineStates(this Batch batch, long shopId) =>
        batch.Rows<LineState>(LinesSql, new { shop = shopId });

    /// <summary>The refund with this id, if there is one.</summary>
    public static Rows<KnownRefund> FindRefund(this Batch batch, long shopId, string refundId) =>
        batch.Rows<KnownRefund>(FindSql, new { shop = shopId, refundId });

    /// <summary>Refunds that wait for this order, oldest first.</summary>
    public static Rows<WaitingRefund> WaitingRefunds(this Batch batch, long shopId, string orderId) =>
        batch.Rows<WaitingRefund>(WaitingSql, new { shop = shopId, orderId });

    /// <summary>Keeps a refund: a new one, or a waiting one that has met its order.</summary>
    public static void Keep(this Batch batch, Occasion when, KeptRefund refund)
    {
        var effect = refund.Effect;
        batch.Do(KeepSql, new
        {
            shop = when.ShopId,
            refund.Content.RefundId,
            refund.OrderId,
            refund.OrderKey,
            refund.Status,
            refund.Content.RefundedAt,
            when.RecordedAt,
            applied = refund.Status == Applied,
            content = Json.Write(refund.Content),
            goods = effect?.Goods ?? 0,
            value = effect?.Value ?? 0,
            plain = effect?.Plain ?? 0,
            shipping = effect is null ? 0 : refund.Content.Shipping?.Amount ?? 0,
            tax = effect is null ? 0 : refund.Content.Tax?.Amount ?? 0,
            taxApart = effect?.TaxApart ?? 0,
            refund.Refusal,
            refund.Answer,
        });
        if (effect is null) return;
        batch.Do(RefundedSql, new { shop = when.ShopId, refund.OrderKey, effect.Goods, effect.Value });
        int[] lines = [.. Enumerable.Range(1, effect.Lines.Count).Where(no => effect.Lines[no - 1] != default)];
        if (lines.Length > 0) batch.Do(KeepLinesSql, new
        {
            shop = when.ShopId,
            refund.OrderKey,
            refund.Content.RefundId,
            lines,
            units = Array.ConvertAll(lines, no => effect.Lines[no - 1].Units),
            unpriced = Array.ConvertAll(lines, no => effect.Lines[no - 1].Unpriced),
            amounts = Array.ConvertAll(lines, no => effect.Lines[no - 1].Amount),
        });
    }

    private const string LockIdSql = """
        select pg_advisory_xact_lock(hashtextextended(@orderId, @shop))::text
        """;

    private const string CarrySql = $"""
        select set_config('{Carry.Order}', order_key::text, true)
            || set_config('{Carry.Buyer}', customer_key::text, true)
        from orders where shop_id = @shop and order_id = @orderId
        """;

    private const string LockSql = $"{CarrySql} for no key update";

    private const string StateSql = $"""
        select o.order_key, o.order_id, o.customer_key, c.customer_id, o.paid_at, o.prices_include_tax, o.due_minor,
            o.value_minor, coalesce(o.shipping_minor, 0) as shipping_minor, coalesce(o.tax_minor, 0) as tax_minor,
            o.shipped_at, o.completed_at, o.refunded_minor, o.refunded_due_minor,
            coalesce(r.plain, 0)::bigint as plain_minor, coalesce(r.shipping, 0)::bigint as refunded_shipping_minor,
            coalesce(r.tax, 0)::bigint as refunded_tax_minor, coalesce(r.apart, 0)::bigint as tax_apart_minor
        from orders o
        join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
        left join lateral (
            select sum(plain_minor) as plain, sum(shipping_minor) as shipping, sum(tax_minor) as tax,
                sum(tax_apart_minor) as apart
            from refunds where shop_id = @shop and order_key = o.order_key and status = 'applied') as r on true
        where o.shop_id = @shop and o.order_key = {Carry.OrderKey}
        """;

    private const string LinesSql = $"""
        select l.line_no, l.line_id, l.quantity, l.due_minor, l.value_minor,
            coalesce(l.shipped_at, shipped.occurred_at) as shipped_at,
            coalesce(l.completed_at, completed.occurred_at) as completed_at,
            coalesce(r.units, 0) as refunded_units, coalesce(r.unpriced, 0) as unpriced_units,
            coalesce(r.amount, 0)::bigint as refunded_minor
        from order_lines l
        left join fulfilments shipped on shipped.shop_id = @shop and shipped.order_key = l.order_key
            and shipped.line_no = l.line_no and shipped.kind = 'shipped'
        left join fulfilments completed on completed.shop_id = @shop and completed.order_key = l.order_key
            and completed.line_no = l.line_no and completed.kind = 'completed'
        left join (
            select line_no, sum(units) as units, sum(unpriced_units) as unpriced, sum(amount_minor) as amount
            from refund_lines
            where shop_id = @shop and order_key = {Carry.OrderKey} group by line_no) as r on r.line_no = l.line_no
        where l.shop_id = @shop and l.order_key = {Carry.OrderKey}
        order by l.line_no
        """;

    private const string FindSql = """
        select r.refund_key, r.order_id, r.status, r.content, r.answer, o.order_id as applied_to
        from refunds r left join orders o on o.shop_id = @shop and o.order_key = r.order_key
        where r.shop_id = @shop and r.refund_id = @refundId
        """;

    private const string WaitingSql = """
        select refund_key, refund_id, content, recorded_at from refunds
        where shop_id = @shop and order_id = @orderId and status = 'waiting' order by refund_key
        """;

    private const string KeepSql = """
        insert into refunds (shop_id, refund_key, refund_id, order_id, order_key, status, refunded_at, recorded_at,
            applied_at, content, goods_minor, value_minor, plain_minor, shipping_minor, tax_minor, tax_apart_minor,
            refusal, answer)
        values (@shop, nextval('refund_keys'), @refundId, @orderId, @orderKey, @status, @refundedAt, @recordedAt,
            case when @applied then @recordedAt end, @content::jsonb, @goods, @value, @plain, @shipping, @tax,
            @taxApart, @refusal, @answer)
        on conflict (shop_id, refund_id) do update set order_key = excluded.order_key, status = excluded.status,
            applied_at = excluded.applied_at, goods_minor = excluded.goods_minor, value_minor = excluded.value_minor,
            plain_minor = excluded.plain_minor, shipping_minor = excluded.shipping_minor,
            tax_minor = excluded.tax_minor, tax_apart_minor = excluded.tax_apart_minor, refusal = excluded.refusal,
            answer = excluded.answer
        where refunds.status in ('waiting', 'refused')
        """;

    private const string RefundedSql = """
        update orders set refunded_minor = refunded_minor + @value, refunded_due_minor = refunded_due_minor + @goods
        where shop_id = @shop and order_key = @orderKey
        """;

    private const string KeepLinesSql = """
        insert into refund_lines (shop_id, order_key, refund_key, line_no, units, unpriced_units, amount_minor)
        select @shop, @orderKey, r.refund_key, l.line_no, l.units, l.unpriced, l.amount
        from refunds r, unnest(@lines, @units, @unpriced, @amounts) as l(line_no, units, unpriced, amount)
        where r.shop_id = @shop and r.refund_id = @refundId
        """;
}
