using SocialCommerce.Membership.Games;

namespace SocialCommerce.Membership.GamePlays;

/// <summary>Lists the plays of a wheel, newest first.</summary>
internal static class ListGamePlays
{
    /// <summary>A page of one game's plays.</summary>
    public sealed record Query(string GameId, string? Cursor, int? Limit) : IRequest<Page<GamePlay>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/games/{gameId}/plays", (
                string gameId, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(gameId, cursor, limit), cancel))
            .Describe(
                "listGamePlays", "Games", "List the plays of a wheel",
                "Lists the plays of a wheel, the highest serial first, each with the odds that were in force, the "
                    + "client seed and the prize. With the seed of a game that has ended each draw can be "
                    + "recomputed from it.")
            .Scope(Scopes.MembershipRead)
            .Problems(GameProblems.GameNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<GamePlay>>
    {
        public async Task<Page<GamePlay>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            PendingRows<GameRow>? game = null;
            var rows = await db.Read(shop, batch =>
            {
                game = batch.Membership.Game(shop, query.GameId);
                return batch.Membership.Rows<PlayRow>(ListSql, new
                {
                    shop,
                    query.GameId,
                    before = before > 0 ? before : long.MaxValue,
                    take = limit + 1,
                });
            }, cancel);
            if (game!.First is null) throw GameProblems.GameNotFound.For(query.GameId);
            return Paging.Of(rows.List, limit, row => row.Serial).Select(row => row.Shown);
        }
    }

    private const string ListSql = $"""
        select {PlayRow.Columns}
        where p.shop_id = @shop and g.game_id = @gameId and p.serial < @before
        order by p.serial desc limit @take
        """;
}
