using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Explanations;
using SocialCommerce.Commissions.Holds;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Delivery;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Refunds;
using SocialCommerce.Referrals.Uplines;

namespace SocialCommerce.Flows.Orders;

/// <summary>
/// Explains an order's commission: each ancestor's amount, or the reason for earning nothing, computed by the engine
/// from the order's own snapshot and what is left of the order now.
/// </summary>
internal static class ExplainCommission
{
    /// <summary>Which order.</summary>
    public sealed record Query(string OrderId) : IRequest<Explanation>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/orders/{orderId}/commission",
                (string orderId, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(new Query(orderId), cancel))
            .Describe(
                "explainCommission", "Commissions", "Get an order's commission explanation",
                "Returns, for each person above the buyer and each rule, the commission or the reason for earning "
                    + "nothing. The engine recomputes it from the order's own snapshot and from what is left of the "
                    + "order after refunds and amendments, beside the amounts booked. It also lists what the "
                    + "commission waits for, such as after-sale cases, open payments, disputes and fraud cases.")
            .Scope(Scopes.CommissionsRead).Problems(OrderProblems.OrderNotFound);

    internal sealed class Handler(FlowContext context, ShopSettings settings) : IRequestHandler<Query, Explanation>
    {
        public Task<Explanation> Handle(Query query, CancellationToken cancel) =>
            context.Db.ReadSnapshot(
                context.Shop.Id, transaction => Explain(transaction, query.OrderId, context, settings), cancel);
    }

    /// <summary>The explanation as the transaction sees it.</summary>
    internal static async Task<Explanation> Explain(
        ShopTransaction transaction, string orderId, FlowContext context, ShopSettings settings)
    {
        var batch = transaction.Batch();
        var state = batch.ShopState(transaction.ShopId);
        var order = batch.Ladder.CarryOrder(transaction.ShopId, orderId);
        var lines = batch.Ladder.LineStates(transaction.ShopId);
        var commission = batch.Commissions.Commission(transaction.ShopId);
        var accruals = batch.Commissions.Accruals(transaction.ShopId);
        var amendments = batch.Ladder.Amendments(transaction.ShopId);
        var cases = batch.Ladder.AfterSales(transaction.ShopId);
        var holds = batch.Commissions.OpenDecisions(transaction.ShopId);
        var referrer = batch.Referrals.Upline(transaction.ShopId, 1);
        await batch.Run(transaction.Cancel);
        if (order.First is null) throw OrderProblems.OrderNotFound.For(orderId);
        var plans = await settings.Commissions(transaction, state.First!);
        return Explanation.Of(
            context.Shop, commission.First!, plans.ByKey(commission.First!.PlanKey)?.Content,
            RefundRules.Sums(order.First, lines.List).LeftOf(commission.First!.ReadSnapshot().Values), accruals.List,
            state.First!.Now(context.Shop, context.Time),
            [
                .. cases.List.Where(one => one is { Suspends: true, ClosedAt: null })
                    .Select(one => new OpenDecision(OpenDecision.AfterSale, one.CaseId, one.OpenedAt)),
                .. order.First.WaitsForPayment
                    ? [new OpenDecision(OpenDecision.Payment, orderId, order.First.PaidAt)]
                    : Array.Empty<OpenDecision>(),
                .. holds.List,
            ],
            Later(commission.First!, referrer.First)) with
        {
            Amendments = amendments.List.Count == 0 ? null : [
                .. amendments.List.OrderBy(one => one.Content.AmendedAt)
                    .ThenBy(one => one.Content.AmendmentId, StringComparer.Ordinal)
                    .Select(one => new ExplainedAmendment(
                        one.Content.AmendmentId, one.Content.AmendedAt, one.RecordedAt)),
            ],
        };
    }

    /// <summary>
    /// The buyer's present referrer, for an order whose buyer had none. A customer who claims a guest may have had a
    /// referrer before the guest's order, which is no later binding.
    /// </summary>
    internal static LaterBinding? Later(CommissionOrder order, Ancestor? referrer) => referrer is null
        || (referrer.BoundAt <= order.PaidAt && Guest.Is(order.ReadSnapshot().Buyer.CustomerId))
            ? null
            : new LaterBinding(referrer.CustomerId, referrer.BoundAt);
}
