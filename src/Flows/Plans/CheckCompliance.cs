using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Flows.Context;

namespace SocialCommerce.Flows.Plans;

/// <summary>
/// Checks the shop's live data against the compliance profile in force: how deep and from how many people a beneficiary
/// is paid, the share of sales to people who cannot earn, and the plan in force.
/// </summary>
internal static class CheckCompliance
{
    /// <summary>The shop as it is now.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>What is watched.</summary>
    /// <param name="Profile">The guard's profile that was asked.</param>
    /// <param name="Widest">The partner who is paid from the most people; absent while no partner has earned.</param>
    /// <param name="NetSales">What all people paid, less refunds.</param>
    /// <param name="RetailSales">Of it, what people without a partner tier paid.</param>
    /// <param name="RetailBps">Its share in basis points, rounded down; absent while nothing is sold.</param>
    /// <param name="PlanId">The version in force; absent without one.</param>
    /// <param name="Findings">What the profile says of all that, the worst first.</param>
    public sealed record Result(
        string Profile, Reach? Widest, Money NetSales, Money RetailSales, long? RetailBps, string? PlanId,
        IReadOnlyList<GuardFinding> Findings);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/compliance/check", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "checkCompliance", "Commissions", "Get the live compliance check",
                "Checks the shop's live data and the plan in force against today's compliance profile: how deep and "
                    + "from how many people the widest beneficiary is paid, the retail share of net sales, and the "
                    + "findings, worst first. Nothing is stored or blocked; the nightly scan runs the same check.")
            .Scope(Scopes.CommissionsRead).Expensive();

    internal sealed class Handler(FlowContext context, CommissionSettingsCache settings)
        : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = context.Shop;
            var seen = await context.Db.Long.ReadSnapshot(
                shop.Id, transaction => LiveComplianceCheck.Read(transaction, shop, settings, context.Time), cancel);
            return new Result(
                seen.Profile, seen.Widest, shop.Money(seen.Sales.NetMinor), shop.Money(seen.Sales.RetailMinor),
                seen.Sales.RetailBps, seen.Plan is null ? null : PublicId.Of(PlanVersion.Prefix, seen.Plan.Key),
                seen.Findings);
        }
    }
}
