namespace SocialCommerce.Commissions.Plans;

/// <summary>Compares two versions of the plan: what differs, and its effect on payouts.</summary>
internal static class DiffPlans
{
    /// <summary>The two plan versions.</summary>
    public sealed record Query(string PlanId, string OtherPlanId) : IRequest<Result>;

    /// <summary>Two versions compared.</summary>
    /// <param name="PlanId">The one.</param>
    /// <param name="OtherPlanId">The other.</param>
    /// <param name="Differences">Empty where they hold the same.</param>
    public sealed record Result(string PlanId, string OtherPlanId, IReadOnlyList<PlanDifference> Differences);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/plans/{planId}/diff/{otherPlanId}", (
                string planId, string otherPlanId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(planId, otherPlanId), cancel))
            .Describe(
                "diffPlans", "Commissions", "Get the differences between two plan versions",
                "Compares two versions of the commission plan, drafts included, and lists every difference: its path, "
                    + "both values, and the effect on payouts in words where it has one. Two versions with the same "
                    + "content give an empty list.")
            .Scope(Scopes.CommissionsRead).Problems(PlanProblems.PlanNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop.Id;
            PendingRows<PlanRow>? one = null;
            var other = await db.Read(shop, batch =>
            {
                one = batch.Commissions.FindPlan(shop, query.PlanId);
                return batch.Commissions.FindPlan(shop, query.OtherPlanId);
            }, cancel);
            return new Result(query.PlanId, query.OtherPlanId, PlanDifferences.Of(
                one!.OrNotFound(query.PlanId).ReadContent(), other.OrNotFound(query.OtherPlanId).ReadContent()));
        }
    }
}
