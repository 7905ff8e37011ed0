namespace SocialCommerce.Commissions.Settlements;

/// <summary>Lists settlement runs, oldest first.</summary>
internal static class ListSettlements
{
    /// <summary>The runs, oldest first.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<RunSettlement.Result>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/settlements", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listSettlements", "Settlement", "List settlement runs",
                "Lists settlement runs, oldest first, with their period, the number of statements and the total. Use a "
                    + "run's `periodEnd` to list or export its statements.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<RunSettlement.Result>>
    {
        public async Task<Page<RunSettlement.Result>> Handle(Query query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var rows = await db.Rows<RunSettlement.RunRow>(caller.Shop.Id, ListSql, new
            {
                shop = caller.Shop.Id,
                after = Paging.DecodeInstant(query.Cursor),
                limit = limit + 1,
            }, cancel);
            var page = Paging.Of(rows, limit, row => Paging.Position(row.PeriodEnd));
            return new Page<RunSettlement.Result>(
                [.. page.Data.Select(row => row.ToResult(caller.Shop))], page.NextCursor, page.HasMore);
        }
    }

    private const string ListSql = """
        select period_end, period_start, statements, total, watermark from settlement_runs
        where shop_id = @shop and (@after is null or period_end > @after) order by period_end limit @limit
        """;
}
