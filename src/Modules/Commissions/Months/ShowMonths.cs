namespace SocialCommerce.Commissions.Months;

/// <summary>Lists the closed months, oldest first, or returns one.</summary>
internal static class ShowMonths
{
    /// <summary>The page of closed months.</summary>
    public sealed record ListQuery(int? Limit, string? Cursor) : IRequest<Page<ClosedMonth>>;

    /// <summary>The month.</summary>
    public sealed record Query(string Month) : IRequest<ClosedMonth>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/months", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ListQuery(limit, cursor), cancel))
            .Describe(
                "listMonths", "Books", "List closed months",
                "Lists the closed months, oldest first, each with its totals by account, the hash of its trial "
                    + "balance, and who closed and signed it. Months that are still open are not listed.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/months/{month}", (string month, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(month), cancel))
            .Describe(
                "getMonth", "Books", "Get a closed month",
                "Returns a closed month with opening, movements and closing of each account over all partners, and the "
                    + "hash that a second person signs. A month that is not closed returns 404.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.MonthNotFound);
    }

    internal sealed class Handler(Db db, Caller caller)
        : IRequestHandler<ListQuery, Page<ClosedMonth>>, IRequestHandler<Query, ClosedMonth>
    {
        public async Task<Page<ClosedMonth>> Handle(ListQuery query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var rows = await db.Rows<MonthRow>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                after = Paging.DecodeInstant(query.Cursor),
                take = limit + 1,
            }, cancel);
            var page = Paging.Of(rows, limit, row => Paging.Position(row.MonthEnd));
            var sums = await db.Read(
                shop.Id, batch =>
                    batch.Commissions.AccountSums(shop.Id, [.. page.Data.Select(row => row.Month)]), cancel);
            return page.Select(row => row.ToMonth(shop, sums.List));
        }

        public async Task<ClosedMonth> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<MonthRow>? found = null;
            var sums = await db.Read(shop.Id, batch =>
            {
                found = batch.Commissions.Month(shop.Id, query.Month);
                return batch.Commissions.AccountSums(shop.Id, [query.Month]);
            }, cancel);
            return found!.First?.ToMonth(shop, sums.List) ?? throw CommonProblems.MonthNotFound.For(query.Month);
        }
    }

    private const string ListSql = $"""
        {MonthSql.Select} where c.shop_id = @shop and (@after is null or c.month_end > @after)
        order by c.month_end limit @take
        """;
}
