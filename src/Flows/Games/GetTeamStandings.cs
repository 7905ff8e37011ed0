using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Honours;
using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Membership.Games;
using SocialCommerce.Membership.GameTeams;

namespace SocialCommerce.Flows.Games;

/// <summary>Gets the standings of a team contest: as frozen, or as of now.</summary>
internal static class GetTeamStandings
{
    /// <summary>The contest.</summary>
    public sealed record Query(string GameId) : IRequest<Result>;

    /// <summary>The standings of a team contest.</summary>
    /// <param name="GameId">The contest.</param>
    /// <param name="State" example="open"><c>upcoming</c>, <c>open</c> or <c>ended</c>.</param>
    /// <param name="Teams">By rank, those who share one by id; none of a game of another kind.</param>
    /// <param name="Metric" example="spend">What is counted; absent for a game of another kind.</param>
    /// <param name="FrozenAt">When they were frozen; absent while they may still change.</param>
    public sealed record Result(
        string GameId, string State, IReadOnlyList<TeamRank> Teams, string? Metric = null,
        DateTimeOffset? FrozenAt = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/games/{gameId}/standings", (
                string gameId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(gameId), cancel))
            .Describe(
                "getTeamStandings", "Games", "Get the standings of a team contest",
                "Returns the teams of a contest by rank with their scores and numbers of members. Equal scores share a "
                    + "rank, and as many ranks after it are skipped. Once the settle days have passed the standings "
                    + "are frozen: what is recorded later changes nothing, and `frozenAt` is there. Teams are named "
                    + "by their ids; a game of another kind has none.")
            .Scope(SocialCommerce.Membership.Scopes.MembershipRead).Expensive()
            .Problems(GameProblems.GameNotFound);

    internal sealed class Handler(FlowContext context) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) => context.Db.Report(
            context.Caller, context.Time, (transaction, asOf) => Read(transaction, query, asOf), cancel);

        private async Task<Result> Read(ShopTransaction transaction, Query query, DateTimeOffset asOf)
        {
            var shop = transaction.ShopId;
            var finding = transaction.Batch();
            var found = finding.Membership.Game(shop, query.GameId);
            await finding.Run(transaction.Cancel);
            var game = found.First ?? throw GameProblems.GameNotFound.For(query.GameId);
            if (game.Terms.Contest is not { } contest) return new Result(query.GameId, game.StateAt(asOf), []);
            var reads = transaction.Batch();
            var frozen = reads.Membership.FrozenStandings(shop, game.GameKey);
            var choices = reads.Membership.TeamChoices(shop, game.GameKey);
            await reads.Run(transaction.Cancel);
            var teams = game.FrozenAt is null
                ? Standings.Of(contest.TeamIds, choices.List, await Scores(transaction, game))
                : frozen.List;
            return new Result(query.GameId, game.StateAt(asOf), teams, contest.Metric, game.FrozenAt);
        }

        private async Task<List<CustomerScore>> Scores(ShopTransaction transaction, GameRow game)
        {
            var counting = transaction.Batch();
            counting.JoinWholeTables();
            var scores = counting.Scores(
                game.Terms.Contest!.Metric, transaction.ShopId, game.Terms.Window(context.Shop.TimeZone),
                FreezeContests.MostScores);
            await counting.Run(transaction.Cancel);
            return scores.List;
        }
    }
}
