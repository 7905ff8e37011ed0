using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Explanations;
using SocialCommerce.Commissions.Simulations;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Referrals.Uplines;

namespace SocialCommerce.Flows.Backtests;

/// <summary>
/// Explains an order as a backtest computes it, in the form of the order's own explanation and beside what is booked.
/// Rule budgets count as unused, since only the backtest as a whole knows what was left of them. Re-evaluated tiers are
/// those that the backtest has found, so that it explains only orders that it has reached.
/// </summary>
internal static class ExplainBacktestedOrder
{
    /// <summary>Which order, by which backtest's version.</summary>
    public sealed record Query(string BacktestId, string OrderId) : IRequest<Explanation>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/commissions/backtests/{backtestId}/orders/{orderId}", (
                string backtestId, string orderId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(backtestId, orderId), cancel))
            .Describe(
                "explainBacktestedOrder", "Commissions", "Get an order's backtest explanation",
                "Returns one order as the backtest computes it, in the format of the order's own commission "
                    + "explanation and beside what is booked. Rule budgets are taken as unused, since only the "
                    + "backtest as a whole knows what was left of them. With re-evaluated tiers, only orders that the "
                    + "backtest has reached can be explained; others are rejected with 409.")
            .Scope(Scopes.CommissionsRead).Expensive()
            .Problems(
                OrderProblems.OrderNotFound, BacktestProblems.BacktestNotFound, BacktestProblems.OrderNotBacktested);

    internal sealed class Handler(FlowContext context, ShopSettings settings) : IRequestHandler<Query, Explanation>
    {
        public Task<Explanation> Handle(Query query, CancellationToken cancel) =>
            context.Db.ReadSnapshot(context.Shop.Id, transaction => Explain(transaction, query), cancel);

        private async Task<Explanation> Explain(ShopTransaction transaction, Query query)
        {
            var key = PlanBacktest.KeyOf(query.BacktestId);
            var batch = transaction.Batch();
            var state = batch.ShopState(transaction.ShopId);
            var found = batch.Commissions.FindBacktest(transaction.ShopId, key);
            var order = batch.Ladder.CarryOrder(transaction.ShopId, query.OrderId);
            var commission = batch.Commissions.Commission(transaction.ShopId);
            var accruals = batch.Commissions.Accruals(transaction.ShopId);
            var backtested = batch.Commissions.BacktestedOrder(transaction.ShopId, key);
            var referrer = batch.Referrals.Upline(transaction.ShopId, 1);
            await batch.Run(transaction.Cancel);
            var backtest = found.OrNotFound(query.BacktestId);
            if (order.First is null) throw OrderProblems.OrderNotFound.For(query.OrderId);
            if (backtest.Tiers is not null && backtested.First is null)
                throw BacktestProblems.OrderNotBacktested.Because(
                    $"The backtest has not computed this order; its status is {backtest.Status}.");

            var kept = commission.First!;
            var plan = backtest.ReadContent();
            var place = new WindowPlace(kept.PaidAt, kept.PaidAt.AddTicks(10), kept.OrderKey - 1, kept.OrderKey, 1);
            var reads = transaction.Batch();
            var orders = reads.Commissions.Orders(transaction.ShopId, place);
            await reads.Run(transaction.Cancel);
            var read = await BacktestInputs.Read(
                transaction, context.Shop, plan, await settings.Commissions(transaction, state.First!), orders.List);
            var snapshot = backtested.First?.Of(read.Orders[0].Snapshot) ?? read.Orders[0].Snapshot;
            return Explanation.Of(
                context.Shop, kept with { PlanKey = backtest.PlanKey, Snapshot = Json.Write(snapshot) }, plan,
                read.Orders[0].Left, accruals.List, state.First!.Now(context.Shop, context.Time),
                later: ExplainCommission.Later(kept, referrer.First));
        }
    }
}
