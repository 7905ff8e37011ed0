using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;
using SocialCommerce.Referrals;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Explains an order as a replay computes it, beside what is booked: the same object as the explanation of the order.
/// What a budget had left then only the replay itself knows: here every budget is whole. Re-evaluated tiers are those
/// that the replay has found, so that only its own orders are explained by them.
/// </summary>
public static class ExplainReplayedOrder
{
    /// <summary>Which order, by which replay's version.</summary>
    public sealed record Query(string ReplayId, string OrderId) : IRequest<Explanation>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/commissions/replays/{replayId}/orders/{orderId}", (
                string replayId, string orderId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(replayId, orderId), cancel))
            .Describe("explainReplayedOrder", "Commissions", "Explain an order as a replay computes it")
            .Scope(Scopes.CommissionsRead).Expensive().Refuses(404, 409);

    internal sealed class Handler(Desk desk, Settings settings) : IRequestHandler<Query, Explanation>
    {
        public Task<Explanation> Handle(Query query, CancellationToken cancel) =>
            desk.Db.ReadSnapshot(desk.Shop.Id, work => Explain(work, query), cancel);

        private async Task<Explanation> Explain(Work work, Query query)
        {
            var key = Replay.KeyOf(query.ReplayId);
            var batch = work.Batch();
            var state = batch.ShopState(work.ShopId);
            var found = batch.FindReplay(work.ShopId, key);
            var order = batch.CarryOrder(work.ShopId, query.OrderId);
            var commission = batch.Commission(work.ShopId);
            var accruals = batch.Accruals(work.ShopId);
            var replayed = batch.ReplayedOrder(work.ShopId, key);
            var referrer = batch.Upline(work.ShopId, 1);
            await batch.Run(work.Cancel);
            var replay = found.OrNotFound(query.ReplayId);
            if (order.First is null) throw Refused.NotFound("order", query.OrderId);
            if (replay.Tiers is not null && replayed.First is null)
                throw Refused.Conflict(
                    "ORDER_NOT_REPLAYED", $"The replay, which is {replay.Status}, has not come to this order.");

            var kept = commission.First!;
            var plan = replay.ReadContent();
            var place = new WindowPlace(kept.PaidAt, kept.PaidAt.AddTicks(10), kept.OrderKey - 1, kept.OrderKey, 1);
            var reading = work.Batch();
            var orders = reading.Orders(work.ShopId, place);
            await reading.Run(work.Cancel);
            var read = await ReplayReading.Read(
                work, desk.Shop, plan, await settings.Commissions(work, state.First!), orders.List);
            var snapshot = replayed.First?.Of(read.Orders[0].Snapshot) ?? read.Orders[0].Snapshot;
            return Explanation.Of(
                desk.Shop, kept with { PlanKey = replay.PlanKey, Snapshot = Json.Write(snapshot) }, plan,
                read.Orders[0].Left, accruals.List, state.First!.Now(desk.Shop, desk.Time),
                later: ExplainCommission.Later(kept, referrer.First));
        }
    }
}
