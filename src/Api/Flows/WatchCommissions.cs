using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Ladder;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Holds what the shop really does against today's profile: how deep and across how many people somebody is paid, the
/// share of sales to people who cannot earn, and the plan in force.
/// </summary>
public static class WatchCommissions
{
    /// <summary>The shop as it is now.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>What is watched.</summary>
    /// <param name="Profile">The guard's profile that was asked.</param>
    /// <param name="Widest">Whoever is paid from the most people; absent while nobody has earned.</param>
    /// <param name="NetSales">What all people paid, less refunds.</param>
    /// <param name="RetailSales">Of it, what people without a partner tier paid.</param>
    /// <param name="RetailBps">Its share in basis points, rounded down; absent while nothing is sold.</param>
    /// <param name="PlanId">The version in force; absent when there is none.</param>
    /// <param name="Findings">What the profile says of all that, the worst first.</param>
    public sealed record Result(
        string Profile, Reach? Widest, Money NetSales, Money RetailSales, long? RetailBps, string? PlanId,
        IReadOnlyList<GuardFinding> Findings);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/commissions/watch", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe("watchCommissions", "Commissions", "Hold live data against the guard")
            .Scope(Scopes.CommissionsRead);

    internal sealed class Handler(Desk desk, Settings settings) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            desk.Db.ReadSnapshot(desk.Shop.Id, Watch, cancel);

        private async Task<Result> Watch(Work work)
        {
            var (shop, catalogue) = (desk.Shop, GuardCatalogue.Shipped);
            var batch = work.Batch();
            batch.JoinWholeTables();
            var state = batch.ShopState(shop.Id);
            var reach = batch.WidestReach(shop.Id);
            var retail = batch.RetailSales(shop.Id);
            var products = batch.ProductPlaces(shop.Id, LadderProduct.Entry, catalogue.WordsOf("G19"));
            await batch.Run(work.Cancel);

            var now = state.First!.Now(shop, desk.Time);
            var profile = catalogue.InForce(shop.Jurisdiction, now);
            var commissions = await settings.Commissions(work, state.First);
            var plan = commissions.InForce(now);
            var places = products.List.Select(p => new LadderProduct(p.ProductId, p.Class, p.Rung, p.Role)).ToList();
            var sales = retail.First!;
            return new Result(
                profile.Version, reach.First, shop.Money(sales.NetMinor), shop.Money(sales.RetailMinor),
                sales.RetailBps, plan is null ? null : PublicId.Of(PlanVersion.Prefix, plan.Key),
                [
                    .. LiveMeasures.Findings(reach.First, sales, catalogue, profile),
                    .. plan is null ? [] : Guard.Lint(plan.Content, commissions.Tiers, places, catalogue, profile),
                ]);
        }
    }
}
