using SocialCommerce.Membership.Games;

namespace SocialCommerce.Membership.CheckIns;

/// <summary>Gets a customer's days, streaks and rewards in a game of check-ins.</summary>
internal static class GetCheckInProgress
{
    /// <summary>The game and the customer.</summary>
    public sealed record Query(string GameId, string CustomerId) : IRequest<Result>;

    /// <summary>How far a customer is.</summary>
    /// <param name="GameId">The game.</param>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Days">The days with a check-in, the earliest first.</param>
    /// <param name="RunningStreakDays">
    /// The days of the streak that ends today, or that a check-in today would go on with.
    /// </param>
    /// <param name="LongestStreakDays">The days of the longest streak.</param>
    /// <param name="Rewards">What was given, the shortest streak first.</param>
    public sealed record Result(
        string GameId, string CustomerId, IReadOnlyList<CheckInDay> Days, int RunningStreakDays, int LongestStreakDays,
        IReadOnlyList<GivenReward> Rewards);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/games/{gameId}/check-ins/{customerId}", (
                string gameId, string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(gameId, customerId), cancel))
            .Describe(
                "getCheckInProgress", "Games", "Get a customer's check-ins",
                "Returns the days on which a customer has checked in, the running and the longest streak at the shop's "
                    + "time, and the points that were given for streaks. A customer without a check-in, and a game of "
                    + "another kind, have none.")
            .Scope(Scopes.MembershipRead)
            .Problems(GameProblems.GameNotFound, CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<long>? customer = null;
            PendingRows<GameRow>? game = null;
            PendingRows<CheckInDay>? rows = null;
            PendingRows<GivenReward>? rewards = null;
            var state = await db.Read(shop.Id, batch =>
            {
                customer = batch.FindBuyer(shop.Id, query.CustomerId);
                game = batch.Membership.Game(shop.Id, query.GameId);
                rows = batch.Membership.CheckIns(shop.Id, query.GameId);
                rewards = batch.Membership.StreakRewards(shop.Id, query.GameId);
                return batch.ShopState(shop.Id);
            }, cancel);
            if (game!.First is null) throw GameProblems.GameNotFound.For(query.GameId);
            if (customer!.First == 0) throw CustomerProblems.CustomerNotFound.For(query.CustomerId);
            List<DateOnly> days = [.. rows!.List.Select(row => Periods.Day(row.Day))];
            var today = Periods.DayOf(state.First!.Now(shop, time), shop.TimeZone);
            return new Result(
                query.GameId, query.CustomerId, rows.List, Streaks.Running(days, today), Streaks.Longest(days),
                rewards!.List);
        }
    }
}
