namespace SocialCommerce.Commissions.Projects;

/// <summary>Gets a project with its status.</summary>
internal static class GetProject
{
    /// <summary>The task.</summary>
    public sealed record Query(string ProjectId) : IRequest<Project>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/projects/{projectId}", (string projectId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(projectId), cancel))
            .Describe(
                "getProject", "Commissions", "Get a project",
                "Returns a project bonus with its goal, deadline, split and status. After a decision it also shows who "
                    + "decided and why, what was achieved, and each partner's share with the day on which it matures.")
            .Scope(Scopes.CommissionsRead).Problems(ProjectProblems.ProjectNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Project>
    {
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
}
