namespace SocialCommerce.Books.Months;

/// <summary>Lists the closed months, oldest first.</summary>
internal static class ListMonths
{
    /// <summary>The page of closed months.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<ClosedMonth>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/months", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listMonths", "Books", "List closed months",
                "Lists the closed months, oldest first, each with its totals by account, the hash of its trial "
                    + "balance, and who closed and signed it. Months that are still open are not listed.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<ClosedMonth>>
    {
        public async Task<Page<ClosedMonth>> Handle(Query query, CancellationToken cancel)
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
                    batch.Books.AccountSums(shop.Id, [.. page.Data.Select(row => row.Month)]), cancel);
            return page.Select(row => row.ToMonth(shop, sums.List));
        }
    }

    private const string ListSql = $"""
        {MonthSql.Select} where c.shop_id = @shop and (@after is null or c.month_end > @after)
        order by c.month_end limit @take
        """;
}
