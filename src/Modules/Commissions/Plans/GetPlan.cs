namespace SocialCommerce.Commissions.Plans;

/// <summary>Gets a plan version with its ETag.</summary>
internal static class GetPlan
{
    /// <summary>The plan version.</summary>
    public sealed record Query(string PlanId) : IRequest<PlanVersion>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/plans/{planId}", async (
                string planId, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                (await mediator.Send(new Query(planId), cancel)).Tagged(response))
            .Describe(
                "getPlan", "Commissions", "Get a plan version",
                "Returns a version of the commission plan with its content and status. Its ETag identifies the "
                    + "revision; send it as `If-Match` to update or publish exactly what was read.")
            .Tagged()
            .Scope(Scopes.CommissionsRead).Problems(PlanProblems.PlanNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, PlanVersion>
    {
        public async Task<PlanVersion> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop.Id;
            return (await db.Read(shop, batch => batch.Commissions.FindPlan(shop, query.PlanId), cancel))
                .OrNotFound(query.PlanId).ToVersion();
        }
    }
}
