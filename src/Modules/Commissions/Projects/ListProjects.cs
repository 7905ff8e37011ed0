namespace SocialCommerce.Commissions.Projects;

/// <summary>Lists projects with their status, oldest first.</summary>
internal static class ListProjects
{
    /// <summary>The page of tasks.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<Project>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/projects", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listProjects", "Commissions", "List projects",
                "Lists project bonuses, oldest first, with their status (`open`, `expired`, `accepted` or "
                    + "`cancelled`), their split and, once decided, what they paid to each partner.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Project>>
    {
        public async Task<Page<Project>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var now = await Now(cancel);
            var rows = await db.Rows<ProjectRow>(
                shop.Id, ListSql, new { shop = shop.Id, after = Paging.DecodeKey(query.Cursor), take = limit + 1 },
                cancel);
            return Paging.Of(rows, limit, row => row.ProjectKey).Select(row => row.ToProject(now));
        }

        private async Task<DateTimeOffset> Now(CancellationToken cancel) =>
            (await db.Read(caller.Shop.Id, batch => batch.ShopState(caller.Shop.Id), cancel))
            .First!.Now(caller.Shop, time);
    }

    private const string ListSql = $"""
        select {ProjectRow.Columns} where p.shop_id = @shop and p.project_key > @after
        order by p.project_key limit @take
        """;
}
