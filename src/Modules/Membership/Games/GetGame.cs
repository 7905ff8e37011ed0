namespace SocialCommerce.Membership.Games;

/// <summary>Gets a game in force with its ETag.</summary>
internal static class GetGame
{
    /// <summary>The game.</summary>
    public sealed record Query(string GameId) : IRequest<Game>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/games/{gameId}", (
                string gameId, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(gameId), cancel).TaggedBy(response, game => game.Version))
            .Describe(
                "getGame", "Games", "Get a game",
                "Returns a game as it is in force: its public rules, prizes with what is left of each, state, and its "
                    + "ETag for a conditional update. A wheel has the commitment to its seed from the beginning. "
                    + "The seed itself is there once the shop has ended the game, or five minutes after its end: "
                    + "with it each draw can be recomputed.")
            .Tagged()
            .Scope(Scopes.MembershipRead).Problems(GameProblems.GameNotFound, CommonProblems.SealedValueUnreadable);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, SecretProtector protector)
        : IRequestHandler<Query, Game>
    {
        public async Task<Game> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<GameRow>? game = null;
            PendingRows<PrizeWins>? wins = null;
            var state = await db.Read(shop.Id, batch =>
            {
                game = batch.Membership.Game(shop.Id, query.GameId);
                wins = batch.Membership.PrizeWins(shop.Id, query.GameId);
                return batch.ShopState(shop.Id);
            }, cancel);
            var found = game!.First ?? throw GameProblems.GameNotFound.For(query.GameId);
            return found.At(
                protector, shop.Id, state.First!.Now(shop, time),
                wins!.List.ToDictionary(one => one.PrizeId, one => one.Wins));
        }
    }
}
