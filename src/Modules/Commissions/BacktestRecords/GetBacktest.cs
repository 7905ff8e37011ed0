using SocialCommerce.Commissions.Backtests;

namespace SocialCommerce.Commissions.BacktestRecords;

/// <summary>Gets a backtest with its progress.</summary>
internal static class GetBacktest
{
    /// <summary>The backtest.</summary>
    public sealed record Query(string BacktestId) : IRequest<PlanBacktest>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/commissions/backtests/{backtestId}", (
                string backtestId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(backtestId), cancel))
            .Describe(
                "getBacktest", "Commissions", "Get a backtest",
                "Returns a backtest with its status and progress, and the reason if it failed or was cancelled. Poll "
                    + "it until the status is `done`, then get the report.")
            .Scope(Scopes.CommissionsRead).Problems(BacktestProblems.BacktestNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, PlanBacktest>
    {
        public async Task<PlanBacktest> Handle(Query query, CancellationToken cancel)
        {
            var key = PlanBacktest.KeyOf(query.BacktestId);
            return (await db.Read(caller.Shop.Id, batch => batch.Commissions.FindBacktest(caller.Shop.Id, key), cancel))
                .OrNotFound(query.BacktestId).ToBacktest();
        }
    }
}
