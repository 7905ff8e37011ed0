namespace SocialCommerce.Commissions.Backtests;

/// <summary>Lists backtests, oldest first, with their progress, and returns the report of one that is done.</summary>
internal static class ShowBacktests
{
    /// <summary>The page of backtests.</summary>
    public sealed record ListQuery(int? Limit, string? Cursor) : IRequest<Page<PlanBacktest>>;

    /// <summary>The backtest.</summary>
    public sealed record Query(string ReplayId) : IRequest<PlanBacktest>;

    /// <summary>The backtest of the report.</summary>
    public sealed record ReportQuery(string ReplayId) : IRequest<BacktestReport>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/commissions/replays", (
                int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ListQuery(limit, cursor), cancel))
            .Describe(
                "listReplays", "Commissions", "List backtests",
                "Lists backtests, oldest first, with their plan version, window, status and progress. Reports are read "
                    + "one by one.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/commissions/replays/{replayId}", (
                string replayId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(replayId), cancel))
            .Describe(
                "getReplay", "Commissions", "Get a backtest",
                "Returns a backtest with its status and progress, and the reason if it failed or was cancelled. Poll "
                    + "it until the status is `done`, then get the report.")
            .Scope(Scopes.CommissionsRead).Problems(BacktestProblems.ReplayNotFound);
        routes.MapGet("/v1/commissions/replays/{replayId}/report", (
                string replayId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ReportQuery(replayId), cancel))
            .Describe(
                "getReplayReport", "Commissions", "Get a backtest's report",
                "Returns what the plan version would have paid for the window's orders beside what was booked: totals "
                    + "by rule, kind, tier and depth, the largest winners and losers, the reasons for lower amounts, "
                    + "and the assumptions made. While the backtest is not done, the request is rejected with 409.")
            .Scope(Scopes.CommissionsRead).Problems(BacktestProblems.ReplayNotFound, BacktestProblems.ReplayNotDone);
    }

    internal sealed class Handler(Db db, Caller caller)
        : IRequestHandler<ListQuery, Page<PlanBacktest>>, IRequestHandler<Query, PlanBacktest>,
            IRequestHandler<ReportQuery, BacktestReport>
    {
        public async Task<Page<PlanBacktest>> Handle(ListQuery query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var rows = await db.Rows<BacktestRow>(caller.Shop.Id, ListSql, new
            {
                shop = caller.Shop.Id,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.ReplayKey).Select(row => row.ToReplay());
        }

        public async Task<PlanBacktest> Handle(Query query, CancellationToken cancel) =>
            (await Find(query.ReplayId, cancel)).ToReplay();

        public async Task<BacktestReport> Handle(ReportQuery query, CancellationToken cancel)
        {
            var replay = await Find(query.ReplayId, cancel);
            return replay.Report is { } report
                ? Json.Read<BacktestReport>(report)
                : throw BacktestProblems.ReplayNotDone.Because(
                    $"The backtest has no report; its status is {replay.Status}.");
        }

        private async Task<BacktestRow> Find(string replayId, CancellationToken cancel)
        {
            var key = PlanBacktest.KeyOf(replayId);
            return (await db.Read(caller.Shop.Id, batch => batch.Commissions.FindReplay(caller.Shop.Id, key), cancel))
                .OrNotFound(replayId);
        }
    }

    private const string ListSql = $"""
        select {BacktestRow.Columns} from replays where shop_id = @shop and replay_key > @after
        order by replay_key limit @take
        """;
}
