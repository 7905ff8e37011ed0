namespace SocialCommerce.Commissions.Backtests;

/// <summary>Shows replays, the oldest first, with their progress, and the report of one that is done.</summary>
internal static class ShowBacktests
{
    /// <summary>Which page.</summary>
    public sealed record ListQuery(int? Limit, string? Cursor) : IRequest<Page<PlanBacktest>>;

    /// <summary>Which one.</summary>
    public sealed record Query(string ReplayId) : IRequest<PlanBacktest>;

    /// <summary>Whose report.</summary>
    public sealed record ReportQuery(string ReplayId) : IRequest<BacktestReport>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/commissions/replays", (
                int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ListQuery(limit, cursor), cancel))
            .Describe("listReplays", "Commissions", "List replays").Scope(Scopes.CommissionsRead).ProducesProblems(422);
        routes.MapGet("/v1/commissions/replays/{replayId}", (
                string replayId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(replayId), cancel))
            .Describe("getReplay", "Commissions", "Show a replay and its progress")
            .Scope(Scopes.CommissionsRead).ProducesProblems(404);
        routes.MapGet("/v1/commissions/replays/{replayId}/report", (
                string replayId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ReportQuery(replayId), cancel))
            .Describe("getReplayReport", "Commissions", "Show what a replay found")
            .Scope(Scopes.CommissionsRead).ProducesProblems(404, 409);
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
                : throw ProblemException.Conflict(
                    "REPLAY_NOT_DONE", $"There is no report: the replay is {replay.Status}.");
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
