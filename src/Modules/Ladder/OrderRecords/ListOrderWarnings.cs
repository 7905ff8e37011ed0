using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>Lists orders that were recorded with warnings, most recently recorded first.</summary>
internal static class ListOrderWarnings
{
    /// <summary>The page of warnings.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>An order and what its sender should know.</summary>
    public sealed record Item(string OrderId, DateTimeOffset RecordedAt, IReadOnlyList<OrderWarning> Warnings);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/order-warnings",
                (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listOrderWarnings", "Orders", "List orders with warnings",
                "Lists the orders that were recorded with warnings, most recently recorded first. Use it to find "
                    + "integration errors such as unknown codes or tenders that do not add up.")
            .Scope(Scopes.OrdersRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var rows = await db.Rows<Row>(
                shop, Sql, new { shop, before = before > 0 ? before : long.MaxValue, limit = limit + 1 }, cancel);
            return Paging.Of(rows, limit, row => row.OrderKey).Select(row => row.ToItem());
        }
    }

    private sealed record Row(long OrderKey, string OrderId, DateTimeOffset RecordedAt, string Warnings)
    {
        public Item ToItem() => new(OrderId, RecordedAt, Json.Read<List<OrderWarning>>(Warnings));
    }

    private const string Sql = """
        select order_key, order_id, recorded_at, warnings from orders
        where shop_id = @shop and warnings <> '[]' and order_key < @before
        order by order_key desc limit @limit
        """;
}
