namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>The statements about resolutions of waiting events.</summary>
public static class EventResolutionSql
{
    /// <summary>The resolution of an event, if there is one.</summary>
    public static PendingRows<ResolutionRow> Resolution(this LadderBatch batch, long shopId, long eventKey) =>
        batch.Rows<ResolutionRow>(FindSql, new { shop = shopId, eventKey });

    /// <summary>Keeps a resolution; the same transaction applies the event or dismisses it.</summary>
    public static void Resolve(this LadderBatch batch, long shopId, long eventKey, ResolutionRow made) =>
        batch.Do(InsertSql, new
        {
            shop = shopId,
            eventKey,
            made.Action,
            made.OrderId,
            made.AmountMinor,
            made.Reason,
            made.ResolvedBy,
            made.RecordedAt,
        });

    private const string FindSql = """
        select d.action, d.order_id, d.amount_minor, d.reason, d.resolved_by, d.recorded_at, r.goods_minor
        from event_resolutions d
        join waiting_events w on w.shop_id = @shop and w.event_key = d.event_key
        left join refunds r on r.shop_id = @shop and w.kind = 'refund' and r.refund_id = w.reference_id
            and r.cancels is null
        where d.shop_id = @shop and d.event_key = @eventKey
        """;

    private const string InsertSql = """
        insert into event_resolutions (shop_id, event_key, action, order_id, amount_minor, reason, resolved_by,
            recorded_at)
        values (@shop, @eventKey, @action, @orderId, @amountMinor, @reason, @resolvedBy, @recordedAt)
        """;
}
