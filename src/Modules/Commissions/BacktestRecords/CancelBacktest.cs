using SocialCommerce.Commissions.Backtests;

namespace SocialCommerce.Commissions.BacktestRecords;

/// <summary>Cancels a waiting or running backtest; cancelling it again changes nothing.</summary>
internal static class CancelBacktest
{
    /// <summary>Why.</summary>
    public sealed record Body(string Reason);

    /// <summary>The backtest, and the reason.</summary>
    public sealed record Command(string BacktestId, Body Body) : IRequest<PlanBacktest>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/commissions/backtests/{backtestId}/cancellation", (
                string backtestId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(backtestId, body), cancel))
            .Describe(
                "cancelBacktest", "Commissions", "Cancel a backtest",
                "Cancels a waiting or running backtest and records the reason. Cancelling again changes nothing. A "
                    + "backtest that is done or has failed cannot be cancelled.")
            .Example("""{"reason": "The draft was the wrong one"}""")
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Operator, Roles.Finance)
            .Problems(
                BacktestProblems.BacktestNotFound, BacktestProblems.BacktestEnded, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.Reason).Words();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, PlanBacktest>
    {
        public Task<PlanBacktest> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var key = PlanBacktest.KeyOf(command.BacktestId);
                var batch = transaction.Batch();
                var made = batch.Rows<BacktestRow>(CancelSql, new
                {
                    shop = transaction.ShopId,
                    key,
                    command.Body.Reason,
                    now = Timestamps.Micro(time.GetUtcNow()),
                });
                var found = batch.Commissions.FindBacktest(transaction.ShopId, key);
                await batch.Commit(cancel);
                var backtest = made.First ?? found.OrNotFound(command.BacktestId);
                return backtest.Status == "cancelled"
                    ? backtest.ToBacktest()
                    : throw BacktestProblems.BacktestEnded.Because($"The backtest has ended: {backtest.Status}.");
            }, cancel);
    }

    private const string CancelSql = $"""
        update backtests set status = 'cancelled', problem = @reason, ended_at = @now, lease_until = null
        where shop_id = @shop and backtest_key = @key and status in ('waiting', 'running')
        returning {BacktestRow.Columns}
        """;
}
