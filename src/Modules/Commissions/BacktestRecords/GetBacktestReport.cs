using SocialCommerce.Commissions.Backtests;

namespace SocialCommerce.Commissions.BacktestRecords;

/// <summary>Gets the report of a backtest that is done.</summary>
internal static class GetBacktestReport
{
    /// <summary>The backtest of the report.</summary>
    public sealed record Query(string BacktestId) : IRequest<BacktestReport>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/commissions/backtests/{backtestId}/report", (
                string backtestId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(backtestId), cancel))
            .Describe(
                "getBacktestReport", "Commissions", "Get a backtest's report",
                "Returns what the plan version would have paid for the window's orders beside what was booked: totals "
                    + "by rule, kind, tier and depth, the largest winners and losers, the reasons for lower amounts, "
                    + "and the assumptions made. While the backtest is not done, the request is rejected with 409.")
            .Scope(Scopes.CommissionsRead)
            .Problems(BacktestProblems.BacktestNotFound, BacktestProblems.BacktestNotDone);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, BacktestReport>
    {
        public async Task<BacktestReport> Handle(Query query, CancellationToken cancel)
        {
            var key = PlanBacktest.KeyOf(query.BacktestId);
            var backtest = (await db.Read(
                caller.Shop.Id, batch => batch.Commissions.FindBacktest(caller.Shop.Id, key), cancel))
                .OrNotFound(query.BacktestId);
            return backtest.Report is { } report
                ? Json.Read<BacktestReport>(report)
                : throw BacktestProblems.BacktestNotDone.Because(
                    $"The backtest has no report; its status is {backtest.Status}.");
        }
    }
}
