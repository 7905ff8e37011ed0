using SocialCommerce.Commissions.Backtests;

namespace SocialCommerce.Commissions.BacktestRecords;

/// <summary>Lists backtests, oldest first, with their progress.</summary>
internal static class ListBacktests
{
    /// <summary>The page of backtests.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<PlanBacktest>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/commissions/backtests", (
                int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listBacktests", "Commissions", "List backtests",
                "Lists backtests, oldest first, with their plan version, window, status and progress. Reports are read "
                    + "one by one.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<PlanBacktest>>
    {
        public async Task<Page<PlanBacktest>> Handle(Query query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var rows = await db.Rows<BacktestRow>(caller.Shop.Id, ListSql, new
            {
                shop = caller.Shop.Id,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.BacktestKey).Select(row => row.ToBacktest());
        }
    }

    private const string ListSql = $"""
        select {BacktestRow.Columns} from backtests where shop_id = @shop and backtest_key > @after
        order by backtest_key limit @take
        """;
}
