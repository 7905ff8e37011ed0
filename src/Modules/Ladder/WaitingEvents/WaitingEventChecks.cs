namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>What the integrity check asks of events that wait, or did.</summary>
public static class WaitingEventChecks
{
    /// <summary>
    /// What waits, or was dismissed, has no effect; what was applied has its effect on that order; an unknown order is
    /// unknown; and what was dismissed was dismissed by a person.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("waitingEvents", EventsSql)];

    /// <summary>
    /// Events after a key that have to be held against their order: those that wait for one that is known, and
    /// chargebacks that were applied.
    /// </summary>
    public static PendingRows<WaitingEventRow> EventsToRecount(
        this LadderBatch batch, long shopId, long after, int limit) =>
        batch.Rows<WaitingEventRow>(RecountSql, new { shop = shopId, after, limit });

    private const string RecountSql = $"""
        select {WaitingEventSql.Columns} from {WaitingEventSql.Joins}
        left join orders n on n.shop_id = @shop and n.order_id = w.order_id
        where w.shop_id = @shop and w.event_key > @after and (
            (w.status = 'waiting' and n.order_key is not null)
            or (w.status = 'applied' and w.kind in ('chargeback', 'chargebackOutcome')))
        order by w.event_key limit @limit
        """;

    private const string EventsSql = """
        select 'event ' || w.event_key as subject,
            format('%s %s of order %s is %s (%s)', w.kind, w.reference_id, w.order_id, w.status, w.reason) as detail
        from waiting_events w
        left join event_resolutions d on d.shop_id = @shop and d.event_key = w.event_key
        left join refunds r on r.shop_id = @shop and w.kind = 'refund' and r.refund_id = w.reference_id
            and r.cancels is null
        left join refunds c on c.shop_id = @shop and w.kind = 'refundCancellation' and c.refund_id = w.reference_id
            and c.cancels is not null
        left join order_amendments m on m.shop_id = @shop and w.kind = 'amendment' and m.amendment_id = w.reference_id
        left join orders n on n.shop_id = @shop and w.status = 'waiting' and n.order_id = w.order_id
        left join orders o on o.shop_id = @shop and o.order_key = w.applied_order_key
        left join after_sales s on s.shop_id = @shop and w.kind in ('afterSale', 'afterSaleClosure')
            and s.order_key = w.applied_order_key and s.case_id = w.reference_id
        left join order_payments p on p.shop_id = @shop and w.kind = 'payment' and p.order_key = w.applied_order_key
            and p.payment_id = w.reference_id
        left join after_sale_closures e on e.shop_id = @shop and w.kind = 'afterSaleClosure'
            and e.order_key = w.applied_order_key and e.case_id = w.reference_id
        left join lateral (
            select true as told from order_lines l
            left join fulfilments f on f.shop_id = @shop and f.order_key = l.order_key and f.line_no = l.line_no
                and f.kind = case w.kind when 'shipment' then 'shipped' else 'completed' end
            where l.shop_id = @shop and l.order_key = w.applied_order_key and w.occurred_at = coalesce(f.occurred_at,
                case w.kind when 'shipment' then coalesce(l.shipped_at, o.shipped_at)
                    else coalesce(l.completed_at, o.completed_at) end)
            limit 1) as line on w.kind in ('shipment', 'completion')
        where w.shop_id = @shop and @unit <> '' and case w.status
            when 'waiting' then d.event_key is not null or r.refund_key is not null
                or c.refund_key is not null or m.revision is not null
                or (w.reason = 'orderUnknown' and n.order_key is not null)
            when 'dismissed' then d.action is distinct from 'dismiss' or r.refund_key is not null
                or m.revision is not null
            when 'cancelled' then d.event_key is not null or r.refund_key is not null or c.refund_key is not null
            else d.action = 'dismiss' or (d.order_id is not null and d.order_id <> o.order_id) or case
                when w.kind = 'refund' then r.order_key is distinct from w.applied_order_key
                when w.kind = 'amendment' then m.order_key is distinct from w.applied_order_key
                when w.kind = 'refundCancellation' then c.order_key is distinct from w.applied_order_key
                when w.kind in ('shipment', 'completion') then line.told is null
                when w.kind = 'payment' then p.paid_at is distinct from w.occurred_at
                when w.kind = 'afterSale' then s.opened_at is distinct from w.occurred_at
                when w.kind = 'afterSaleClosure' then e.closed_at is distinct from w.occurred_at
                else false end
            end
        order by w.event_key limit 20
        """;
}
