namespace SocialCommerce.Commissions.Plans;

/// <summary>
/// Lists the versions of the shop's plan, drafts included, in the order in which they were created, or returns one.
/// </summary>
internal static class ShowPlans
{
    /// <summary>The page of plan versions.</summary>
    public sealed record ListQuery(int? Limit, string? Cursor) : IRequest<Page<PlanVersion>>;

    /// <summary>The plan version.</summary>
    public sealed record Query(string PlanId) : IRequest<PlanVersion>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/plans", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ListQuery(limit, cursor), cancel))
            .Describe(
                "listPlans", "Commissions", "List plan versions",
                "Lists all versions of the shop's commission plan, drafts included, in the order in which they were "
                    + "created, with their content, status and effective time.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/plans/{planId}", async (
                string planId, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                (await mediator.Send(new Query(planId), cancel)).Tagged(response))
            .Describe(
                "getPlan", "Commissions", "Get a plan version",
                "Returns a version of the commission plan with its content and status. Its ETag identifies the "
                    + "revision; send it as `If-Match` to update or publish exactly what was read.")
            .Scope(Scopes.CommissionsRead).Problems(PlanProblems.PlanNotFound);
    }

    internal sealed class Handler(Db db, Caller caller)
        : IRequestHandler<ListQuery, Page<PlanVersion>>, IRequestHandler<Query, PlanVersion>
    {
        public async Task<Page<PlanVersion>> Handle(ListQuery query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var rows = await db.Rows<PlanRow>(shop, ListSql, new { shop, after, take = limit + 1 }, cancel);
            return Paging.Of(rows, limit, row => row.PlanKey).Select(row => row.ToVersion());
        }

        public async Task<PlanVersion> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop.Id;
            return (await db.Read(shop, batch => batch.Commissions.FindPlan(shop, query.PlanId), cancel))
                .OrNotFound(query.PlanId).ToVersion();
        }
    }

    private const string ListSql = $"""
        select {PlanRow.Columns} from plans where shop_id = @shop and plan_key > @after order by plan_key limit @take
        """;
}
