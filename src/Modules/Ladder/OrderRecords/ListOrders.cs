namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>Lists the orders of the shop or of one customer, most recently recorded first.</summary>
internal static class ListOrders
{
    /// <summary>The buyer, and the page of the orders.</summary>
    public sealed record Query(string? CustomerId, int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>An order in a few words.</summary>
    /// <param name="Due">What the buyer owed for the goods; refunds are measured against it.</param>
    /// <param name="Value">What the plan counts of the goods, before refunds.</param>
    /// <param name="RefundedGoods">Goods refunded, in the buyer's money.</param>
    /// <param name="Left">What is left of the value.</param>
    /// <param name="SourceClass">What brought it: one of <see cref="Orders.SourceClass.All"/>.</param>
    /// <param name="Scene" example="privateChat">Where it was placed, as it was reported; absent if unknown.</param>
    public sealed record Item(
        string OrderId, string CustomerId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt, Money Due, Money Value,
        Money RefundedGoods, Money Left, string SourceClass, string? Scene);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/orders", (
                string? customerId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, limit, cursor), cancel))
            .Describe(
                "listOrders", "Orders", "List orders",
                "Lists the orders of the shop, or of one customer, most recently recorded first.")
            .Scope(Scopes.OrdersRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var rows = await db.Rows<Row>(shop.Id, query.CustomerId is null ? AllSql : CustomersSql, new
            {
                shop = shop.Id,
                query.CustomerId,
                before = before > 0 ? before : long.MaxValue,
                limit = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.OrderKey).Select(row => row.ToItem(shop.Currency));
        }
    }

    private sealed record Row(
        long OrderKey, string OrderId, string CustomerId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt,
        long DueMinor, long ValueMinor, long RefundedMinor, long RefundedDueMinor, string SourceClass, string? Scene)
    {
        public Item ToItem(string currency) => new(
            OrderId, CustomerId, PaidAt, RecordedAt, new Money(DueMinor, currency), new Money(ValueMinor, currency),
            new Money(RefundedDueMinor, currency), new Money(ValueMinor - RefundedMinor, currency),
            SourceClass, Scene);
    }

    private const string AllSql = $"""
        select o.order_key, o.order_id, c.customer_id, o.paid_at, o.recorded_at, o.due_minor,
            o.value_minor, o.refunded_minor, o.refunded_due_minor, {Orders.SourceClass.OfOrder}, o.scene
        from orders o join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
            left join journeys j on j.shop_id = @shop and j.customer_key = o.customer_key
        where o.shop_id = @shop and o.order_key < @before
        order by o.order_key desc limit @limit
        """;

    private const string CustomersSql = $"""
        select o.order_key, o.order_id, c.customer_id, o.paid_at, o.recorded_at, o.due_minor,
            o.value_minor, o.refunded_minor, o.refunded_due_minor, {Orders.SourceClass.OfOrder}, o.scene
        from customers c join orders o on o.shop_id = @shop and o.customer_key = c.customer_key
            left join journeys j on j.shop_id = @shop and j.customer_key = o.customer_key
        where c.shop_id = @shop and c.customer_id = @customerId and o.order_key < @before
        order by o.order_key desc limit @limit
        """;
}
