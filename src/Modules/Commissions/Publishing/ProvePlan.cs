using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Proofs;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Publishing;

/// <summary>
/// Returns what publishing would prove of a plan version under today's partner tiers: its worst payout and, if it is
/// perpetual, that no promotion lowers an income in the chain, or the promotion that does.
/// </summary>
internal static class ProvePlan
{
    /// <summary>The order by which amounts are shown, in minor units: large enough that no rate is rounded.</summary>
    private const long ShownMinor = 100_000_000;

    /// <summary>The plan version.</summary>
    public sealed record Query(string PlanId) : IRequest<Result>;

    /// <summary>A proof.</summary>
    /// <param name="PlanId">The version.</param>
    /// <param name="Perpetual">Whether it is marked perpetual, so that promotions are tried.</param>
    /// <param name="Holds">Whether nothing found here would refuse its publication.</param>
    /// <param name="Order">The order by which amounts are shown.</param>
    /// <param name="DividendGuarantee">
    /// Whether dividends are `inside` or `outside` what is proved of a perpetual version.
    /// </param>
    /// <param name="WorstPayoutBps">The most that it pays of an order's basis; absent when it cannot be found.</param>
    /// <param name="WorstChain">Who is paid then, nearest first.</param>
    /// <param name="CounterExample">All people of a chain where a promotion hurts, the buyer first.</param>
    /// <param name="Refusal">What would refuse it.</param>
    public sealed record Result(
        string PlanId, bool Perpetual, bool Holds, Money Order, string DividendGuarantee,
        long? WorstPayoutBps = null, IReadOnlyList<Payee>? WorstChain = null,
        IReadOnlyList<Person>? CounterExample = null, Objection? Refusal = null);

    /// <summary>A person who is paid.</summary>
    /// <param name="Depth">1 for the buyer's referrer.</param>
    /// <param name="Tier">The own tier.</param>
    /// <param name="Amount">What all rules together pay.</param>
    public sealed record Payee(int Depth, string Tier, Money Amount);

    /// <summary>A person in a chain before and after a promotion.</summary>
    /// <param name="Depth">0 for the buyer.</param>
    /// <param name="Before">Income before.</param>
    /// <param name="After">Income after.</param>
    /// <param name="Tier">Tier before; absent for none.</param>
    /// <param name="PromotedTo" example="T1">The tier reached, for the one who is promoted.</param>
    public sealed record Person(int Depth, Money Before, Money After, string? Tier = null, string? PromotedTo = null);

    /// <summary>What publishing would answer.</summary>
    /// <param name="Code" example="RATES_ABOVE_CAP"/>
    /// <param name="Detail" example="The request breaks a rule."/>
    /// <param name="Pointer" example="#/content/rules"/>
    public sealed record Objection(string Code, string Detail, string Pointer);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/plans/{planId}/proof", (string planId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(planId), cancel))
            .Describe(
                "provePlan", "Commissions", "Get a plan version's proof",
                "Computes, for today's partner tiers, the worst payout of an order under the version and, if it is "
                    + "marked perpetual, whether a promotion lowers the income of any person in the chain. Such a "
                    + "promotion is returned as the counter-example, with each person's income before and after. "
                    + "Nothing is stored; publishing runs the same proof.")
            .Scope(Scopes.CommissionsRead).Expensive().Problems(PlanProblems.PlanNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var (plan, tiers) = await db.ReadPlan(caller.Shop.Id, query.PlanId, cancel);
            return Show(caller.Shop, query.PlanId, Json.Read<PlanContent>(plan.Content), tiers, cancel);
        }
    }

    private static Result Show(
        Shop shop, string planId, PlanContent plan, IReadOnlyList<string> tiers, CancellationToken cancel)
    {
        var misfit = PlanTierFit.Faults(plan, tiers).FirstOrDefault();
        if (misfit is not null)
            return new Result(
                planId, plan.Perpetual, false, shop.Money(ShownMinor), plan.DividendGuarantee, Refusal: Of(misfit));
        var proof = PlanProof.Until(plan, tiers, cancel);
        var refusal = proof.Refusal(plan);
        var order = proof.CounterExample is { ByUnit: true } unit ? unit.Value : ShownMinor;
        return new Result(
            planId, plan.Perpetual, refusal is null, shop.Money(order), plan.DividendGuarantee, proof.Worst?.Bps,
            proof.Worst?.Payees()
                .Select(payee => new Payee(
                    payee.Depth, payee.Tier, Shown(shop, payee.Parts, RepresentativeLines.Value, order))).ToList(),
            proof.CounterExample is { } found ? People(shop, found, order) : null,
            refusal is null ? null : Of(refusal));
    }

    private static Objection Of(ConfigError error) => new(error.Code, error.Detail, error.Pointer("Content"));

    private static List<Person> People(Shop shop, CounterExample found, long order) =>
    [
        .. found.Before.Select((tier, place) => new Person(
            place, Shown(shop, found.IncomeBefore[place], found.Value, order),
            Shown(shop, found.IncomeAfter[place], found.Value, order), tier,
            place == found.Promoted ? found.To : null)),
    ];

    private static Money Shown(Shop shop, long parts, long of, long order) =>
        shop.Money(Allocation.RoundHalfEven((Int128)parts * order, of));
}
