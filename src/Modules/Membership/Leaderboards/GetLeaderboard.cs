namespace SocialCommerce.Membership.Leaderboards;

/// <summary>Gets a leaderboard in force with its ETag.</summary>
internal static class GetLeaderboard
{
    /// <summary>The leaderboard.</summary>
    public sealed record Query(string BoardId) : IRequest<Leaderboard>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/leaderboards/{boardId}", (
                string boardId, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(boardId), cancel).TaggedBy(response, board => board.Version))
            .Describe(
                "getLeaderboard", "Honours", "Get a leaderboard",
                "Returns the terms of a leaderboard as they are in force, the earliest period that is not frozen, "
                    + "when that is frozen, and the ETag for a conditional update.")
            .Tagged()
            .Scope(Scopes.MembershipRead).Problems(LeaderboardProblems.LeaderboardNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Leaderboard>
    {
        public async Task<Leaderboard> Handle(Query query, CancellationToken cancel) =>
            (await db.Read(
                caller.Shop.Id, batch => batch.Membership.Leaderboard(caller.Shop.Id, query.BoardId), cancel)).First
            ?? throw LeaderboardProblems.LeaderboardNotFound.For(query.BoardId);
    }
}
