namespace SocialCommerce.Commissions.Projects;

/// <summary>Lists projects with their status, oldest first, or returns one.</summary>
internal static class ShowProjects
{
    /// <summary>The page of tasks.</summary>
    public sealed record ListQuery(int? Limit, string? Cursor) : IRequest<Page<Project>>;

    /// <summary>The task.</summary>
    public sealed record Query(string ProjectId) : IRequest<Project>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/projects", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ListQuery(limit, cursor), cancel))
            .Describe(
                "listProjects", "Commissions", "List projects",
                "Lists project bonuses, oldest first, with their status (`open`, `expired`, `accepted` or "
                    + "`cancelled`), their split and, once decided, what they paid to each partner.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/projects/{projectId}", (string projectId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(projectId), cancel))
            .Describe(
                "getProject", "Commissions", "Get a project",
                "Returns a project bonus with its goal, deadline, split and status. After a decision it also shows who "
                    + "decided and why, what was achieved, and each partner's share with the day on which it matures.")
            .Scope(Scopes.CommissionsRead).Problems(ProjectProblems.ProjectNotFound);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<ListQuery, Page<Project>>, IRequestHandler<Query, Project>
    {
        public async Task<Page<Project>> Handle(ListQuery query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var now = await Now(cancel);
            var rows = await db.Rows<ProjectRow>(
                shop.Id, ListSql, new { shop = shop.Id, after = Paging.DecodeKey(query.Cursor), take = limit + 1 },
                cancel);
            return Paging.Of(rows, limit, row => row.ProjectKey).Select(row => row.ToProject(now));
        }

        public async Task<Project> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var found = await db.Read(
                shop.Id, batch => batch.Commissions.FindProject(shop.Id, query.ProjectId), cancel);
            return found.First?.ToProject(await Now(cancel))
                ?? throw ProjectProblems.ProjectNotFound.For(query.ProjectId);
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
