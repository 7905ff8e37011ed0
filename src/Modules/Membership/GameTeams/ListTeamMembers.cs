using SocialCommerce.Membership.Games;

namespace SocialCommerce.Membership.GameTeams;

/// <summary>Lists the members of the teams of a contest.</summary>
internal static class ListTeamMembers
{
    /// <summary>A page of one contest's members.</summary>
    public sealed record Query(string GameId, string? TeamId, string? Cursor, int? Limit) : IRequest<Page<TeamMember>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/games/{gameId}/members", (
                string gameId, string? teamId, string? cursor, int? limit, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Query(gameId, teamId, cursor, limit), cancel))
            .Describe(
                "listTeamMembers", "Games", "List the members of a contest",
                "Lists the customers who have joined a team of a contest, in the order in which the shop came to know "
                    + "them. Filter by `teamId`.")
            .Scope(Scopes.MembershipRead)
            .Problems(GameProblems.GameNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<TeamMember>>
    {
        public async Task<Page<TeamMember>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            PendingRows<GameRow>? game = null;
            var rows = await db.Read(shop, batch =>
            {
                game = batch.Membership.Game(shop, query.GameId);
                return batch.Membership.Rows<Row>(
                    ListSql, new { shop, query.GameId, query.TeamId, after, take = limit + 1 });
            }, cancel);
            if (game!.First is null) throw GameProblems.GameNotFound.For(query.GameId);
            return Paging.Of(rows.List, limit, row => row.CustomerKey).Select(
                row => new TeamMember(query.GameId, row.CustomerId, row.TeamId, row.JoinedAt));
        }
    }

    private sealed record Row(long CustomerKey, string CustomerId, string TeamId, DateTimeOffset JoinedAt);

    private const string ListSql = """
        select t.customer_key, c.customer_id, t.team_id, t.joined_at
        from games g join game_team_members t on t.shop_id = @shop and t.game_key = g.game_key
            join customers c on c.shop_id = @shop and c.customer_key = t.customer_key
        where g.shop_id = @shop and g.game_id = @gameId and t.customer_key > @after
            and (@teamId is null or t.team_id = @teamId)
        order by t.customer_key limit @take
        """;
}
