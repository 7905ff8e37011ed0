namespace SocialCommerce.Membership.Leaderboards;

/// <summary>Lists the leaderboards in force by id.</summary>
internal static class ListLeaderboards
{
    /// <summary>A page of leaderboards.</summary>
    public sealed record Query(string? Status, string? Cursor, int? Limit) : IRequest<Page<Leaderboard>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/leaderboards", (
                string? status, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, cursor, limit), cancel))
            .Describe(
                "listLeaderboards", "Honours", "List leaderboards",
                "Lists the leaderboards of the shop as they are in force, ordered by id. Filter by the `status` "
                    + "`active` or `ended`.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Leaderboard>>
    {
        public async Task<Page<Leaderboard>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, LeaderboardTerms.Active, LeaderboardTerms.Ended);
            var limit = Paging.Limit(query.Limit);
            var rows = await db.Rows<Leaderboard>(caller.Shop.Id, ListSql, new
            {
                shop = caller.Shop.Id,
                after = Paging.Decode(query.Cursor) ?? "",
                query.Status,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, board => board.BoardId);
        }
    }

    private const string ListSql = $"""
        select {Leaderboard.Columns} from leaderboards
        where shop_id = @shop and board_id > @after and (@status is null or terms ->> 'status' = @status)
        order by board_id limit @take
        """;
}
