using SocialCommerce.Ladder.OrderRecords;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>
/// Lists the refunds that took effect on an order, in the order in which they did, and those that named it and took
/// effect on another. Waiting refunds are listed by `listWaitingEvents`.
/// </summary>
internal static class ListRefunds
{
    /// <summary>The order, and the page of its refunds.</summary>
    public sealed record Query(string OrderId, int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>A refund as it was reported, and what has become of it.</summary>
    /// <param name="OrderId">The order that it named.</param>
    /// <param name="Status">`applied` or `cancelled`.</param>
    /// <param name="Goods">Goods refunded by it in the buyer's money, as far as they counted.</param>
    /// <param name="Reason" example="Damaged in transit"/>
    /// <param name="Everything">True where it refunded all that was left of the order.</param>
    /// <param name="Cancellation">When and why it was cancelled; absent where it was not.</param>
    public sealed record Item(
        string RefundId, string OrderId, DateTimeOffset RefundedAt, DateTimeOffset RecordedAt, string Status,
        Money Goods, DateTimeOffset? AppliedAt, IReadOnlyList<RefundLine>? Lines, Money? Amount,
        Money? Shipping, Money? Tax, string? Reason, bool? Everything, Undone? Cancellation);

    /// <summary>The cancellation of a refund.</summary>
    /// <param name="CancelledAt">When it happened.</param>
    /// <param name="RecordedAt">When it took effect, by the shop's clock.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Undone(DateTimeOffset CancelledAt, DateTimeOffset RecordedAt, string Reason);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/orders/{orderId}/refunds", (
                string orderId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(orderId, limit, cursor), cancel))
            .Describe(
                "listRefunds", "Orders", "List an order's refunds",
                "Lists the refunds that took effect on an order, and those that named the order but took effect on "
                    + "another. Amounts are as they were reported, be it in the currency in which the order was paid; "
                    + "`goods` is what counted. Refunds that are waiting, for their order or for a decision, "
                    + "are listed by `listWaitingEvents`.")
            .Scope(Scopes.OrdersRead)
            .Problems(CommonProblems.CursorUnreadable, OrderProblems.OrderNotFound, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var after = Paging.DecodeKey(query.Cursor);
            PendingRows<long?>? order = null;
            var rows = await db.Read(shop.Id, batch =>
            {
                order = batch.Ladder.FindOrder(shop.Id, query.OrderId);
                return batch.Rows<Row>(Sql, new { shop = shop.Id, query.OrderId, after, limit = limit + 1 });
            }, cancel);
            if (order!.First is null && rows.First is null) throw OrderProblems.OrderNotFound.For(query.OrderId);
            return Paging.Of(rows.List, limit, row => row.RefundKey).Select(row => row.ToItem(shop.Currency));
        }
    }

    private sealed record Row(
        long RefundKey, string OrderId, DateTimeOffset RecordedAt, string Status, long GoodsMinor,
        DateTimeOffset? AppliedAt, string Content, string? Cancellation, DateTimeOffset? CancelledAt)
    {
        public Item ToItem(string currency)
        {
            var refund = Json.Read<RefundContent>(Content);
            var undone = Cancellation is null ? null : Json.Read<RefundCancellation>(Cancellation);
            return new Item(
                refund.RefundId, OrderId, refund.RefundedAt, RecordedAt,
                undone is null ? Status : RefundCancellationSql.Cancelled, new Money(GoodsMinor, currency),
                AppliedAt, refund.Lines, refund.Amount, refund.Shipping, refund.Tax, refund.Reason,
                refund.Everything,
                undone is null ? null : new Undone(undone.CancelledAt, CancelledAt!.Value, undone.Reason));
        }
    }

    // By the order's id, since it may have taken effect on another, and by its key, since it may have named another.
    private const string Sql = """
        select r.refund_key, r.order_id, r.recorded_at, r.status, r.goods_minor, r.applied_at, r.content,
            c.content as cancellation, c.applied_at as cancelled_at
        from (
            select refund_key from refunds where shop_id = @shop and order_id = @orderId and refund_key > @after
            union
            select f.refund_key from orders o join refunds f on f.shop_id = @shop and f.order_key = o.order_key
            where o.shop_id = @shop and o.order_id = @orderId and f.refund_key > @after) as mine
        join refunds r on r.shop_id = @shop and r.refund_key = mine.refund_key and r.cancels is null
        left join refunds c on c.shop_id = @shop and c.refund_id = r.refund_id and c.cancels = r.refund_key
        order by r.refund_key limit @limit
        """;
}
