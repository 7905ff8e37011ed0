using System.Text.Json.Serialization;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Refunds;

namespace SocialCommerce.Ladder.WaitingEvents;

/// <summary>
/// Lists the events that could not be applied when they were reported, oldest first: events of an unknown order, and
/// events that do not fit their order. Without a status it lists those that are still waiting. An event with the reason
/// `orderUnknown` takes effect when its order is recorded; a person decides about the others with
/// `resolveWaitingEvent`.
/// </summary>
internal static class ListWaitingEvents
{
    /// <summary>The filter for waiting events, and the page.</summary>
    public sealed record Query(string? Kind, string? Status, string? OrderId, int? Limit, string? Cursor)
        : IRequest<Page<Item>>;

    /// <summary>An event that waits, or did.</summary>
    /// <param name="EventId">Id under which a person decides about it.</param>
    /// <param name="Kind">
    /// `amendment`, `payment`, `refund`, `refundCancellation`, `shipment`, `completion`, `afterSale`,
    /// `afterSaleClosure`, `chargeback` or `chargebackOutcome`.
    /// </param>
    /// <param name="OrderId">The order that it names.</param>
    /// <param name="ReferenceId" example="r-20260205-1">
    /// The merchant's own id of the amendment, payment, refund, case or chargeback; else absent.
    /// </param>
    /// <param name="Status">`applied`, `waiting`, `dismissed` or `cancelled`.</param>
    /// <param name="Reason">
    /// Why it has, or had, no effect: `orderUnknown`, `exceedsPaid`, `unitsExceedSold`, `lineUnknown` and others.
    /// </param>
    /// <param name="OccurredAt">When it happened.</param>
    /// <param name="RecordedAt">When it was reported, by the shop's clock.</param>
    /// <param name="AgeSeconds">For how long it has waited, or did, by the shop's clock.</param>
    /// <param name="Reported">What was reported.</param>
    /// <param name="AppliedTo" example="o-20260131-7">
    /// The order on which it took effect; absent unless it is applied.
    /// </param>
    /// <param name="ResolvedAt">When it ceased to wait; absent while it waits.</param>
    /// <param name="Resolution">What a person decided; absent where no person has decided.</param>
    public sealed record Item(
        string EventId, string Kind, string OrderId, string? ReferenceId, string Status, string Reason,
        DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, long AgeSeconds, Report Reported, string? AppliedTo,
        DateTimeOffset? ResolvedAt, EventResolution? Resolution);

    /// <summary>What was reported of an event; each kind has some of it.</summary>
    /// <param name="Lines">Of a refund: goods by line.</param>
    /// <param name="AmendedLines">Of an amendment: lines as it leaves them.</param>
    /// <param name="Amount">Of a refund: goods as a plain amount; of a payment: what was paid.</param>
    /// <param name="Shipping">Of a refund or an amendment: shipping.</param>
    /// <param name="Tax">Of a refund or an amendment: tax.</param>
    /// <param name="LineIds">Of a shipment, completion or case: its lines; absent for the whole order.</param>
    /// <param name="Outcome">Of a chargeback's outcome: `won` or `lost`.</param>
    /// <param name="Note">Of a refund, its cancellation or an amendment: the merchant's words.</param>
    public sealed record Report(
        IReadOnlyList<RefundLine>? Lines, Money? Amount, Money? Shipping, Money? Tax, IReadOnlyList<string>? LineIds,
        string? Outcome, string? Note, IReadOnlyList<AmendedLine>? AmendedLines = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/waiting-events", (
                string? kind, string? status, string? orderId, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Query(kind, status, orderId, limit, cursor), cancel))
            .Describe(
                "listWaitingEvents", "Orders", "List waiting events",
                "Lists the events that could not be applied when they were reported, oldest first: amendments, "
                    + "payments, refunds, cancellations, shipments, completions, after-sale cases and chargebacks. "
                    + "Without `status`, the list has the events that are still waiting. An event with the reason "
                    + "`orderUnknown` takes effect when its order is recorded; decide about the others with "
                    + "`resolveWaitingEvent`.")
            .Scope(Scopes.OrdersRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var after = Paging.DecodeKey(query.Cursor);
            Paging.Filter("kind", query.Kind, EventKinds.Known);
            Paging.Filter("status", query.Status, WaitingEvent.Statuses);
            PendingRows<ShopState>? state = null;
            var rows = await db.Read(shop.Id, batch =>
            {
                state = batch.ShopState(shop.Id);
                return batch.Rows<Row>(Sql, new
                {
                    shop = shop.Id,
                    query.Kind,
                    status = query.Status ?? WaitingEvent.Waiting,
                    query.OrderId,
                    after,
                    take = limit + 1,
                });
            }, cancel);
            var now = state!.First!.Now(shop, time);
            return Paging.Of(rows.List, limit, row => row.EventKey).Select(row => row.ToItem(shop, now));
        }
    }

    private sealed record Row(
        long EventKey, string Kind, string OrderId, string? ReferenceId, string Content, string Reason, string Status,
        DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, DateTimeOffset? ResolvedAt, string? AppliedTo,
        string? Action, string? AttachedTo, long? AmountMinor, string? Words, string? ResolvedBy, long? GoodsMinor)
    {
        public Item ToItem(Shop shop, DateTimeOffset now)
        {
            var one = new WaitingEventRow(
                EventKey, Kind, OrderId, ReferenceId, Content, Reason, Status, OccurredAt, RecordedAt, ResolvedAt,
                AppliedTo);
            var decided = Action is null
                ? null
                : new ResolutionRow(
                    Action, AttachedTo, AmountMinor, Words!, ResolvedBy!, ResolvedAt!.Value, GoodsMinor);
            return new Item(
                one.EventId, Kind, OrderId, ReferenceId, Status, Reason, OccurredAt, RecordedAt,
                ((ResolvedAt ?? now) - RecordedAt).Ticks / TimeSpan.TicksPerSecond, Reported(Kind, Content),
                AppliedTo, ResolvedAt, decided?.ToResolution(shop, one));
        }

        private static Report Reported(string kind, string content)
        {
            if (kind != EventKinds.Amendment) return Json.Read<Kept>(content).ToReport();
            var amended = Json.Read<OrderAmendment>(content);
            return new Report(
                null, null, amended.Shipping, amended.Tax, null, null, amended.Reason, amended.Lines);
        }
    }

    /// <summary>The reports of every kind, as far as the list shows them.</summary>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
    private sealed record Kept(
        IReadOnlyList<RefundLine>? Lines, Money? Amount, Money? Shipping, Money? Tax, IReadOnlyList<string>? LineIds,
        string? Outcome, string? Reason)
    {
        public Report ToReport() => new(Lines, Amount, Shipping, Tax, LineIds, Outcome, Reason);
    }

    private const string Sql = $"""
        select {WaitingEventSql.Columns}, d.action, d.order_id as attached_to, d.amount_minor,
            d.reason as words, d.resolved_by, r.goods_minor
        from {WaitingEventSql.Joins}
        left join event_resolutions d on d.shop_id = @shop and d.event_key = w.event_key
        left join refunds r on r.shop_id = @shop and d.event_key is not null and w.kind = 'refund'
            and r.refund_id = w.reference_id and r.cancels is null
        where w.shop_id = @shop and w.status = @status and w.event_key > @after
            and (@kind is null or w.kind = @kind) and (@orderId is null or w.order_id = @orderId)
        order by w.event_key limit @take
        """;
}
