namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>The statements by which events wait and cease to; the flows carry them.</summary>
public static class WaitingEventSql
{
    private const string Announced = "event.waiting";
    private const string Ended = "event.resolved";

    /// <summary>
    /// Serializes everything that may give or look for the effect of a refund or chargeback with this id, whichever
    /// order it names; held until the transaction ends. Taken after the order's id.
    /// </summary>
    public static void LockReference(this LadderBatch batch, long shopId, string referenceId) =>
        batch.Sql.Take(NamedLock.Reference, shopId, referenceId);

    /// <summary>A key for a new event.</summary>
    public static PendingRows<long> NextEventKey(this LadderBatch batch) => batch.Rows<long>(NextKeySql, new { });

    /// <summary>The event with this key, if there is one.</summary>
    public static PendingRows<WaitingEventRow> FindEvent(this LadderBatch batch, long shopId, long eventKey) =>
        batch.Rows<WaitingEventRow>(FindSql, new { shop = shopId, eventKey });

    /// <summary>The events of these kinds and identities, pair by pair, that were kept.</summary>
    public static PendingRows<WaitingEventRow> FindEvents(
        this LadderBatch batch, long shopId, params (string Kind, string Identity)[] wanted) =>
        batch.Rows<WaitingEventRow>(FindManySql, new
        {
            shop = shopId,
            kinds = wanted.Select(one => one.Kind).ToArray(),
            identities = wanted.Select(one => one.Identity).ToArray(),
        });

    /// <summary>What waits for this order, in the order in which it happened.</summary>
    public static PendingRows<WaitingEventRow> EventsWaitingFor(this LadderBatch batch, long shopId, string orderId) =>
        batch.Rows<WaitingEventRow>(OfOrderSql, new { shop = shopId, orderId, kinds = EventKinds.Known });

    /// <summary>Keeps a reported event without effect, and announces that it waits.</summary>
    public static WaitingEventRow Wait(
        this LadderBatch batch, PostingContext posting, long eventKey, ReportedEvent reported, string reason)
    {
        batch.Do(WaitSql, new
        {
            shop = posting.ShopId,
            eventKey,
            reported.Kind,
            reported.Identity,
            reported.OrderId,
            reported.ReferenceId,
            reported.Content,
            reason,
            reported.OccurredAt,
            posting.RecordedAt,
        });
        var row = new WaitingEventRow(
            eventKey, reported.Kind, reported.OrderId, reported.ReferenceId, reported.Content, reason,
            WaitingEvent.Waiting, reported.OccurredAt, posting.RecordedAt, null, null);
        Announce(batch.Sql, posting, row);
        return row;
    }

    /// <summary>An event goes on waiting for another reason, which a person has to look at.</summary>
    public static void GoOnWaiting(this LadderBatch batch, PostingContext posting, WaitingEventRow row, string reason)
    {
        if (row.Reason == reason) return;
        batch.Do(ReasonSql, new { shop = posting.ShopId, row.EventKey, reason });
        Announce(batch.Sql, posting, row with { Reason = reason });
    }

    /// <summary>An event took effect on an order by this transaction, or never will, and that is announced.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="posting">When, and on which order; on none where it was dismissed.</param>
    /// <param name="row">The event as it waited.</param>
    /// <param name="appliedTo">The id of that order, or null.</param>
    public static void EndWaiting(
        this LadderBatch batch, PostingContext posting, WaitingEventRow row, string? appliedTo) =>
        batch.End(posting, row, appliedTo is null ? WaitingEvent.Dismissed : WaitingEvent.Applied, appliedTo);

    /// <summary>An event never takes effect, because it and another that waited undo each other.</summary>
    public static WaitingEventRow Cancel(this LadderBatch batch, PostingContext posting, WaitingEventRow row)
    {
        if (!row.Waits) return row;
        batch.End(posting, row, WaitingEvent.Cancelled, appliedTo: null);
        return row with { Status = WaitingEvent.Cancelled, ResolvedAt = posting.RecordedAt };
    }

    private static void End(
        this LadderBatch batch, PostingContext posting, WaitingEventRow row, string status, string? appliedTo)
    {
        batch.Do(EndSql, new
        {
            shop = posting.ShopId,
            row.EventKey,
            status,
            posting.RecordedAt,
            orderKey = appliedTo is null ? null : posting.OrderKey,
        });
        batch.Sql.Announce(
            posting, Ended, new { row.EventId, row.Kind, row.OrderId, row.ReferenceId, status, appliedTo });
    }

    private static void Announce(SqlBatch batch, PostingContext posting, WaitingEventRow row) => batch.Announce(
        posting, Announced, new { row.EventId, row.Kind, row.OrderId, row.ReferenceId, row.Reason });

    internal const string Columns = """
        w.event_key, w.kind, w.order_id, w.reference_id, w.content, w.reason, w.status, w.occurred_at, w.recorded_at,
        w.resolved_at, o.order_id as applied_to
        """;

    internal const string Joins = """
        waiting_events w left join orders o on o.shop_id = @shop and o.order_key = w.applied_order_key
        """;

    private const string NextKeySql = "select nextval('waiting_event_keys')";

    private const string FindSql = $"""
        select {Columns} from {Joins} where w.shop_id = @shop and w.event_key = @eventKey
        """;

    private const string FindManySql = $"""
        select {Columns}
        from unnest(@kinds, @identities) as wanted(kind, identity)
        cross join lateral (
            select * from waiting_events
            where shop_id = @shop and kind = wanted.kind and identity = wanted.identity offset 0) as w
        left join orders o on o.shop_id = @shop and o.order_key = w.applied_order_key
        """;

    private const string OfOrderSql = $"""
        select {Columns} from {Joins}
        where w.shop_id = @shop and w.order_id = @orderId and w.status = 'waiting'
        order by w.occurred_at, array_position(@kinds, w.kind), w.event_key
        """;

    private const string WaitSql = """
        insert into waiting_events (shop_id, event_key, kind, identity, order_id, reference_id, content, reason, status,
            occurred_at, recorded_at)
        values (@shop, @eventKey, @kind, @identity, @orderId, @referenceId, @content::jsonb, @reason, 'waiting',
            @occurredAt, @recordedAt)
        """;

    private const string ReasonSql = """
        update waiting_events set reason = @reason
        where shop_id = @shop and event_key = @eventKey and status = 'waiting'
        """;

    private const string EndSql = """
        update waiting_events set status = @status, resolved_at = @recordedAt, applied_order_key = @orderKey
        where shop_id = @shop and event_key = @eventKey and status = 'waiting'
        """;
}
