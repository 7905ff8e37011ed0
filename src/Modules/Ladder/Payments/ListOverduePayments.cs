using System.Globalization;

namespace SocialCommerce.Ladder.Payments;

/// <summary>
/// Lists the parts of payment plans that are open past their date, the longest overdue first. Parts of orders that were
/// refunded whole are left out.
/// </summary>
internal static class ListOverduePayments
{
    /// <summary>The page.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>A part that is overdue.</summary>
    /// <param name="OrderId">The order.</param>
    /// <param name="CustomerId">The buyer.</param>
    /// <param name="Part" example="2">The part's number.</param>
    /// <param name="Amount">What had to be paid.</param>
    /// <param name="Open">What is open of it.</param>
    /// <param name="DueAt">When it had to be paid.</param>
    /// <param name="OverdueSeconds">For how long it has been overdue, by the shop's clock.</param>
    public sealed record Item(
        string OrderId, string CustomerId, int Part, Money Amount, Money Open, DateTimeOffset DueAt,
        long OverdueSeconds);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/overdue-payments", (
                int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listOverduePayments", "Orders", "List overdue payments",
                "Lists the parts of payment plans that are open past their date by the shop's clock, the longest "
                    + "overdue first. Record the payment once it arrives, or write the part off with "
                    + "`writeOffPayment`. Parts of orders that were refunded whole are left out.")
            .Scope(Scopes.OrdersRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Item>>
    {
        public Task<Page<Item>> Handle(Query query, CancellationToken cancel) =>
            db.ReadSnapshot(caller.Shop.Id, transaction => List(transaction, query), cancel);

        private async Task<Page<Item>> List(ShopTransaction transaction, Query query)
        {
            var (shop, limit, after) = (caller.Shop, Paging.Limit(query.Limit), Position.Read(query.Cursor));
            var states = transaction.Batch();
            var state = states.ShopState(shop.Id);
            await states.Run(transaction.Cancel);
            var now = state.First!.Now(shop, time);
            var batch = transaction.Batch();
            var rows = batch.Rows<Row>(Sql, new
            {
                shop = shop.Id,
                now,
                after.DueAt,
                after.OrderKey,
                after.PartNo,
                take = limit + 1,
            });
            await batch.Run(transaction.Cancel);
            return Paging.Of(rows.List, limit, row => Position.Of(row)).Select(row => row.ToItem(shop, now));
        }
    }

    private sealed record Row(
        long OrderKey, string OrderId, string CustomerId, int PartNo, long AmountMinor, long OpenMinor,
        DateTimeOffset DueAt)
    {
        public Item ToItem(Shop shop, DateTimeOffset now) => new(
            OrderId, CustomerId, PartNo, shop.Money(AmountMinor), shop.Money(OpenMinor), DueAt,
            (now - DueAt).Ticks / TimeSpan.TicksPerSecond);
    }

    /// <summary>Where a page ends.</summary>
    private sealed record Position(DateTimeOffset DueAt, long OrderKey, int PartNo)
    {
        public static string Of(Row row) => string.Create(
            CultureInfo.InvariantCulture, $"{row.DueAt.UtcTicks} {row.OrderKey} {row.PartNo}");

        public static Position Read(string? cursor) => Paging.Decode(cursor)?.Split(' ') switch
        {
            null => new Position(DateTimeOffset.UnixEpoch.AddYears(-1_000), 0, 0),
            [var at, var order, var part] when long.TryParse(at, out var ticks) && long.TryParse(order, out var key)
                && int.TryParse(part, out var number) && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks =>
                new Position(new DateTimeOffset(ticks, TimeSpan.Zero), key, number),
            _ => throw CommonProblems.CursorUnreadable.Because(
                "cursor is not one that this API gave out.", "?cursor"),
        };
    }

    private const string Sql = """
        select p.order_key, o.order_id, c.customer_id, p.part_no, p.amount_minor, p.open_minor, p.due_at
        from payment_parts p
        join orders o on o.shop_id = @shop and o.order_key = p.order_key
        join customers c on c.shop_id = @shop and c.customer_key = o.customer_key
        where p.shop_id = @shop and p.open_minor > 0 and p.due_at <= @now
            and (p.due_at, p.order_key, p.part_no) > (@dueAt, @orderKey, @partNo)
            and not (o.due_minor > 0 and o.refunded_due_minor >= o.due_minor)
        order by p.due_at, p.order_key, p.part_no limit @take
        """;
}
