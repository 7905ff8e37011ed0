namespace SocialCommerce.Membership.Games;

/// <summary>Lists the games in force by id.</summary>
internal static class ListGames
{
    /// <summary>A page of games.</summary>
    public sealed record Query(string? Status, string? Cursor, int? Limit) : IRequest<Page<Game>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/games", (
                string? status, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, cursor, limit), cancel))
            .Describe(
                "listGames", "Games", "List games",
                "Lists the games of the shop as they are in force, ordered by id. Filter by the `status` `upcoming`, "
                    + "`open` or `ended`, which is derived from the shop's clock.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown,
                CommonProblems.SealedValueUnreadable);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, SecretProtector protector)
        : IRequestHandler<Query, Page<Game>>
    {
        public async Task<Page<Game>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, GameStates.All);
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var state = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
            var now = state.First!.Now(shop, time);
            var rows = await db.Rows<GameRow>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                after = Paging.Decode(query.Cursor) ?? "",
                query.Status,
                now,
                take = limit + 1,
            }, cancel);
            var page = Paging.Of(rows, limit, game => game.GameId);
            var wins = (await db.Read(
                shop.Id, batch => batch.Membership.PrizeWins(shop.Id, [.. rows.Select(game => game.GameId)]),
                cancel)).List.ToLookup(one => one.GameKey);
            return page.Select(game => game.At(
                protector, shop.Id, now, wins[game.GameKey].ToDictionary(one => one.PrizeId, one => one.Wins)));
        }
    }

    private const string ListSql = $"""
        select {GameRow.Columns}
        where g.shop_id = @shop and g.game_id > @after and (@status is null or @status = {GameStates.StateAtNow})
        order by g.game_id limit @take
        """;
}
