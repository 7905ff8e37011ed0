using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Customers;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Explains an order's commission: every ancestor's amount, or the reason for none, by the engine on the order's own
/// snapshot and on what is left of the order now.
/// </summary>
public static class ExplainCommission
{
    /// <summary>Which order.</summary>
    public sealed record Query(string OrderId) : IRequest<Explanation>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/orders/{orderId}/commission",
                (string orderId, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(new Query(orderId), cancel))
            .Describe("explainCommission", "Commissions", "Explain an order's commission")
            .Scope(Scopes.CommissionsRead).Refuses(404);

    internal sealed class Handler(Desk desk, Settings settings) : IRequestHandler<Query, Explanation>
    {
        public Task<Explanation> Handle(Query query, CancellationToken cancel) =>
            desk.Db.ReadSnapshot(desk.Shop.Id, work => Explain(work, query.OrderId, desk, settings), cancel);
    }

    /// <summary>The explanation as the transaction sees it.</summary>
    internal static async Task<Explanation> Explain(Work work, string orderId, Desk desk, Settings settings)
    {
        var batch = work.Batch();
        var state = batch.ShopState(work.ShopId);
        var order = batch.CarryOrder(work.ShopId, orderId);
        var lines = batch.LineStates(work.ShopId);
        var commission = batch.Commission(work.ShopId);
        var accruals = batch.Accruals(work.ShopId);
        var amendments = batch.Amendments(work.ShopId);
        var cases = batch.AfterSales(work.ShopId);
        var holds = batch.Waits(work.ShopId);
        var referrer = batch.Upline(work.ShopId, 1);
        await batch.Run(work.Cancel);
        if (order.First is null) throw Refused.NotFound("order", orderId);
        var plans = await settings.Commissions(work, state.First!);
        return Explanation.Of(
            desk.Shop, commission.First!, plans.ByKey(commission.First!.PlanKey)?.Content,
            RefundRules.Sums(order.First, lines.List).LeftOf(commission.First!.ReadSnapshot().Values), accruals.List,
            state.First!.Now(desk.Shop, desk.Time),
            [.. cases.List.Where(one => one is { Suspends: true, ClosedAt: null })
                .Select(one => new Wait(Wait.AfterSale, one.CaseId, one.OpenedAt)), .. holds.List],
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
    /// The referrer whom the buyer of an order without one has by now. Whoever claims a guest may have had one before
    /// the guest's order, which is no later binding.
    /// </summary>
    internal static LaterBinding? Later(CommissionOrder order, Ancestor? referrer) => referrer is null
        || (referrer.BoundAt <= order.PaidAt && Guest.Is(order.ReadSnapshot().Buyer.CustomerId))
            ? null
            : new LaterBinding(referrer.CustomerId, referrer.BoundAt);
}
