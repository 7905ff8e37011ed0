namespace SocialCommerce.Commissions.Plans;

/// <summary>Lists the versions of the shop's plan, drafts included, in the order in which they were created.</summary>
internal static class ListPlans
{
    /// <summary>The page of plan versions.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<PlanVersion>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/plans", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listPlans", "Commissions", "List plan versions",
                "Lists all versions of the shop's commission plan, drafts included, in the order in which they were "
                    + "created, with their content, status and effective time.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<PlanVersion>>
    {
        public async Task<Page<PlanVersion>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var rows = await db.Rows<PlanRow>(shop, ListSql, new { shop, after, take = limit + 1 }, cancel);
            return Paging.Of(rows, limit, row => row.PlanKey).Select(row => row.ToVersion());
        }
    }

    private const string ListSql = $"""
        select {PlanRow.Columns} from plans where shop_id = @shop and plan_key > @after order by plan_key limit @take
        """;
}
