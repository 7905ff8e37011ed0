using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Ladder;

/// <summary>What a person decided about a waiting event, and what became of it.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Kind">What happened, such as `refund` or `shipment`.</param>
/// <param name="OrderId">The order that it named.</param>
/// <param name="ReferenceId">
/// The merchant's own id of the amendment, refund, case or chargeback; absent for other kinds.
/// </param>
/// <param name="Action">`attach`, `book` or `dismiss`.</param>
/// <param name="Status">`applied` or `dismissed`.</param>
/// <param name="AttachedTo">The order on which it was applied; absent for a dismissed one.</param>
/// <param name="Amount">The amount that the person booked; absent unless the person named one.</param>
/// <param name="Goods">Goods refunded by it; absent unless it is a refund that was applied.</param>
/// <param name="Reason">Why.</param>
/// <param name="ResolvedBy">Operator id of who decided.</param>
/// <param name="ResolvedAt">When, by the shop's clock.</param>
public sealed record EventResolution(
    string EventId, string Kind, string OrderId, string? ReferenceId, string Action, string Status, string? AttachedTo,
    Money? Amount, Money? Goods, string Reason, string ResolvedBy, DateTimeOffset ResolvedAt);

/// <summary>What a person can decide about a waiting event.</summary>
public static class EventActions
{
    /// <summary>It takes effect on an order, as it was reported.</summary>
    public const string Attach = "attach";

    /// <summary>Of a refund: an amount, up to what is left of an order, is refunded in its place.</summary>
    public const string Book = "book";

    /// <summary>It stays without effect.</summary>
    public const string Dismiss = "dismiss";

    /// <summary>Every action.</summary>
    public static readonly string[] Known = [Attach, Book, Dismiss];
}

/// <summary>A resolution as it is kept.</summary>
/// <param name="GoodsMinor">Goods refunded by the event; null where it is no refund with an effect.</param>
public sealed record ResolutionRow(
    string Action, string? OrderId, long? AmountMinor, string Reason, string ResolvedBy, DateTimeOffset RecordedAt,
    long? GoodsMinor)
{
    /// <summary>As the API shows it.</summary>
    public EventResolution ToResolution(Shop shop, WaitingEventRow row) => new(
        row.EventId, row.Kind, row.OrderId, row.ReferenceId, Action,
        OrderId is null ? WaitingEvent.Dismissed : WaitingEvent.Applied, OrderId,
        AmountMinor is { } amount ? shop.Money(amount) : null, GoodsMinor is { } goods ? shop.Money(goods) : null,
        Reason, ResolvedBy, RecordedAt);
}

/// <summary>The statements about resolutions of waiting events.</summary>
public static class EventResolutionStatements
{
    /// <summary>The resolution of an event, if there is one.</summary>
    public static Rows<ResolutionRow> Resolution(this Batch batch, long shopId, long eventKey) =>
        batch.Rows<ResolutionRow>(FindSql, new { shop = shopId, eventKey });

    /// <summary>Keeps a resolution; the same transaction applies the event or dismisses it.</summary>
    public static void Resolve(this Batch batch, long shopId, long eventKey, ResolutionRow made) =>
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
