using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Flows.Context;

namespace SocialCommerce.Flows.Plans;

/// <summary>
/// Previews what publishing a version now would find: configuration errors, the guard's findings and the worst payout.
/// Nothing changes.
/// </summary>
internal static class ValidatePlan
{
    /// <summary>Which version.</summary>
    public sealed record Query(string PlanId) : IRequest<Result>;

    /// <summary>What publishing would find.</summary>
    /// <param name="PlanId">The version.</param>
    /// <param name="Profile">The guard's profile that was asked.</param>
    /// <param name="Publishable">Whether nothing but acknowledgements can be missing.</param>
    /// <param name="WorstBps">
    /// The worst payout of an order, in basis points of its basis; absent when it takes too long to find.
    /// </param>
    /// <param name="Faults">What makes it impossible, whatever the jurisdiction.</param>
    /// <param name="Findings">What the guard says, the worst first.</param>
    /// <param name="FourEyes">Whether a second person must publish it.</param>
    public sealed record Result(
        string PlanId, string Profile, bool Publishable, long? WorstBps, IReadOnlyList<ProblemError> Faults,
        IReadOnlyList<GuardFinding> Findings, bool FourEyes);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/plans/{planId}/validation", (string planId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(planId), cancel))
            .Describe(
                "validatePlan", "Commissions", "Validate a plan version",
                "Previews what publishing the version now would find: configuration errors, the findings of the "
                    + "compliance guard, the worst payout of an order, and whether a second person must publish. "
                    + "Nothing changes. Findings with severity `flag` need an acknowledgement when publishing; those "
                    + "with `refuse` prevent it.")
            .Scope(Scopes.CommissionsRead).Expensive().Problems(PlanProblems.PlanNotFound);

    internal sealed class Handler(FlowContext context) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var inputs = await PlanInputs.Of(context, query.PlanId, cancel);
            var judgement = inputs.Judge(context.Shop, inputs.State.Now(context.Shop, context.Time), cancel);
            return new Result(
                inputs.Plan.PlanId, judgement.Profile.Version, judgement.Publishable, judgement.WorstBps,
                judgement.Faults, judgement.Findings, inputs.Publishing.FourEyes);
        }
    }
}
