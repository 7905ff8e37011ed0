using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Ladder.Delivery;

/// <summary>What the integrity check reads of orders' completion.</summary>
public static class CompletionChecks
{
    /// <summary>The times of orders after a key, up to another.</summary>
    public static PendingRows<OrderTimes> OrderTimes(this LadderBatch batch, long shopId, long after, long last) =>
        batch.Rows<OrderTimes>(TimesSql, new { shop = shopId, after, last });

    /// <summary>What has happened to these orders.</summary>
    public static PendingRows<CompletionEvent> CompletionEvents(
        this LadderBatch batch, long shopId, long after, long last) =>
        batch.Rows<CompletionEvent>(EventsSql, new { shop = shopId, after, last });

    private const string TimesSql = """
        select order_key, paid_at, shipped_at, completed_at, payment_plan, paid_up_at from orders
        where shop_id = @shop and order_key > @after and order_key <= @last
        """;

    private const string EventsSql = """
        select order_key, kind, array_agg(line_no) as line_nos, 0::numeric as units, 0::numeric as unpriced,
            0::bigint as amount, at as "from", null::timestamptz as until, recorded_at, null::timestamptz as ended_at
        from (
            select order_key, 'shipped' as kind, line_no, shipped_at as at, null::timestamptz as recorded_at
            from order_lines
            where shop_id = @shop and order_key > @after and order_key <= @last and shipped_at is not null
            union all
            select order_key, 'completed', line_no, completed_at, null from order_lines
            where shop_id = @shop and order_key > @after and order_key <= @last and completed_at is not null
            union all
            select order_key, kind, line_no, occurred_at, recorded_at from fulfilments
            where shop_id = @shop and order_key > @after and order_key <= @last) as reported
        group by order_key, kind, at, recorded_at
        union all
        select order_key, 'refunded', '{}', 0, 0, plain_minor, refunded_at, null, applied_at, null from refunds
        where shop_id = @shop and order_key > @after and order_key <= @last and status = 'applied'
        union all
        select f.order_key, 'refunded', array[l.line_no], l.units, l.unpriced_units, l.amount_minor, f.refunded_at,
            null, f.applied_at, null
        from refunds f
        join refund_lines l on l.shop_id = @shop and l.order_key = f.order_key and l.refund_key = f.refund_key
        where f.shop_id = @shop and f.order_key > @after and f.order_key <= @last and f.status = 'applied'
            and l.order_key > @after and l.order_key <= @last
        union all
        select l.order_key, 'amended', array[l.line_no], l.quantity, l.due_minor, l.value_minor, o.paid_at, null, null,
            null
        from orders o
        join order_lines l on l.shop_id = @shop and l.order_key = o.order_key and l.added_in is null
        where o.shop_id = @shop and o.order_key > @after and o.order_key <= @last and o.revision > 0
        union all
        select a.order_key, 'amended', array[l.line_no], l.quantity, l.due_minor, l.value_minor, a.amended_at, null,
            a.recorded_at, null
        from order_amendments a
        join amended_lines l on l.shop_id = @shop and l.order_key = a.order_key and l.revision = a.revision
        where a.shop_id = @shop and a.order_key > @after and a.order_key <= @last
            and l.order_key > @after and l.order_key <= @last and not exists (
                select from order_amendments n
                where n.shop_id = @shop and n.order_key = a.order_key and n.revision > a.revision
                    and n.recorded_at = a.recorded_at)
        union all
        select s.order_key, 'suspended', '{}', 0, 0, 0, s.opened_at, c.closed_at, s.recorded_at, c.recorded_at
        from after_sales s
        left join after_sale_closures c on c.shop_id = @shop and c.order_key = s.order_key and c.case_id = s.case_id
        where s.shop_id = @shop and s.order_key > @after and s.order_key <= @last and s.suspends
        union all
        select order_key, case when is_write_off then 'writtenOff' else 'paid' end,
            '{}', coalesce(part_no, 0), 0, amount_minor, paid_at, null, recorded_at, null
        from order_payments where shop_id = @shop and order_key > @after and order_key <= @last
        """;
}
