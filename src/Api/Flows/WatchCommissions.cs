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
            .Scope(Scopes.CommissionsRead).Expensive();

    internal sealed class Handler(Desk desk, CommissionSettingsCache settings) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = desk.Shop;
            var seen = await desk.Db.Long.ReadSnapshot(
                shop.Id, work => LiveWatch.Read(work, shop, settings, desk.Time), cancel);
            return new Result(
                seen.Profile, seen.Widest, shop.Money(seen.Sales.NetMinor), shop.Money(seen.Sales.RetailMinor),
                seen.Sales.RetailBps, seen.Plan is null ? null : PublicId.Of(PlanVersion.Prefix, seen.Plan.Key),
                seen.Findings);
        }
    }
}

/// <summary>A shop's live data held against the profile in force.</summary>
/// <param name="Now">The shop's time.</param>
/// <param name="Profile">The guard's profile that was asked.</param>
/// <param name="Widest">Whoever is paid from the most people.</param>
/// <param name="Sales">Sales, and of them those to people who cannot earn.</param>
/// <param name="Plan">The version in force.</param>
/// <param name="Findings">What the profile says of all that, the worst first.</param>
internal sealed record LiveWatch(
    DateTimeOffset Now, string Profile, Reach? Widest, RetailSales Sales, Plan? Plan,
    IReadOnlyList<GuardFinding> Findings)
{
    /// <summary>Reads and judges.</summary>
    public static async Task<LiveWatch> Read(
        Work work, Shop shop, CommissionSettingsCache settings, TimeProvider time)
    {
        var catalogue = GuardCatalogue.Shipped;
        var batch = work.Batch();
        batch.JoinWholeTables();
        var state = batch.ShopState(shop.Id);
        var reach = batch.WidestReach(shop.Id);
        var retail = batch.RetailSales(shop.Id);
        var products = batch.ProductPlaces(shop.Id, LadderProduct.Entry, catalogue.WordsOf("G19"));
        await batch.Run(work.Cancel);

        var now = state.First!.Now(shop, time);
        var profile = catalogue.InForce(shop.Jurisdiction, now);
        var commissions = await settings.Get(work, state.First.SettingsVersion);
        var plan = commissions.InForce(now);
        var places = products.List.Select(p => new LadderProduct(p.ProductId, p.Class, p.Rung, p.Role)).ToList();
        return new LiveWatch(now, profile.Version, reach.First, retail.First!, plan,
        [
            .. LiveMeasures.Findings(reach.First, retail.First!, catalogue, profile),
            .. plan is null ? [] : Guard.Lint(plan.Content, commissions.Tiers, places, catalogue, profile),
        ]);
    }
}
