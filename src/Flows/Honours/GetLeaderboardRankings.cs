using SocialCommerce.Flows.Context;
using SocialCommerce.Kernel.Consents;
using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Membership.Leaderboards;

namespace SocialCommerce.Flows.Honours;

/// <summary>Gets who is on a leaderboard in a period: as frozen, or as of now.</summary>
internal static class GetLeaderboardRankings
{
    /// <summary>The board, and the first day of the period.</summary>
    public sealed record Query(string BoardId, string? StartsOn) : IRequest<Result>;

    /// <summary>A leaderboard in a period.</summary>
    /// <param name="BoardId">The leaderboard.</param>
    /// <param name="Name" example="Most loyal of the month">What people read.</param>
    /// <param name="Metric" example="spend">What is counted.</param>
    /// <param name="Period" example="month">The unit of the period.</param>
    /// <param name="StartsOn">The first day of the period.</param>
    /// <param name="EndsAt">When the period ends.</param>
    /// <param name="FreezesAt">When it is frozen: what is recorded before counts.</param>
    /// <param name="FrozenAt">When it was frozen; absent while it may still change.</param>
    /// <param name="Entries">
    /// By rank, those who share one by id; up to 1000, where many share the last rank.
    /// </param>
    public sealed record Result(
        string BoardId, string Name, string Metric, string Period, string StartsOn, DateTimeOffset EndsAt,
        DateTimeOffset FreezesAt, DateTimeOffset? FrozenAt, IReadOnlyList<Entry> Entries);

    /// <summary>A place on the board.</summary>
    /// <param name="Rank" example="1">Equal scores share a rank, and the ranks after it are skipped: 1, 1, 3.</param>
    /// <param name="Score" example="268000">The score; <c>spend</c> in minor units.</param>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="MayBeNamed">
    /// Whether the customer agrees to the purpose <c>nameOnBoards</c>: others may see who this is.
    /// </param>
    public sealed record Entry(int Rank, long Score, string CustomerId, bool MayBeNamed);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/leaderboards/{boardId}/rankings", (
                string boardId, string? startsOn, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(boardId, startsOn), cancel))
            .Describe(
                "getLeaderboardRankings", "Honours", "Get the rankings of a leaderboard",
                "Returns who is on a leaderboard in the period that begins on `startsOn`, without it in the running "
                    + "one. Once the settle days have passed the period is frozen: what is recorded later changes "
                    + "nothing, and `frozenAt` is there. Events count by their own times, orders with what refunds "
                    + "have left of them. Guests are not on a board until they are claimed. Show other "
                    + "customers only those who `mayBeNamed`: they agree to the purpose `nameOnBoards` now.")
            .Scope(SocialCommerce.Membership.Scopes.MembershipRead).Expensive()
            .Problems(
                LeaderboardProblems.LeaderboardNotFound, LeaderboardProblems.LeaderboardPeriodNotFound,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.StartsOn).Date().When(q => q.StartsOn is not null);
    }

    internal sealed class Handler(FlowContext context) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) => context.Db.Report(
            context.Caller, context.Time, (transaction, asOf) => Read(transaction, query, asOf), cancel);

        private async Task<Result> Read(ShopTransaction transaction, Query query, DateTimeOffset asOf)
        {
            var (shop, zone) = (transaction.ShopId, context.Shop.TimeZone);
            var finding = transaction.Batch();
            var found = finding.Membership.Leaderboard(shop, query.BoardId);
            await finding.Run(transaction.Cancel);
            var board = found.First ?? throw LeaderboardProblems.LeaderboardNotFound.For(query.BoardId);
            var running = board.Terms.At(asOf, zone);
            var period = query.StartsOn is { } first ? board.Terms.Of(Periods.Day(first)) : running;
            var asked = query.StartsOn ?? Periods.Text(running.First);
            if (Periods.Text(period.First) != asked) throw Absent(query);
            var frozen = transaction.Batch();
            var kept = frozen.Membership.FrozenPeriod(shop, query.BoardId, asked);
            var entries = frozen.Membership.FrozenEntries(shop, query.BoardId, asked);
            await frozen.Run(transaction.Cancel);
            if (kept.First is { } then)
                return await Of(transaction, board with { Terms = then.Terms }, period, then.FrozenAt, entries.List);
            if (period.First > running.First || period.First < board.Earliest().First) throw Absent(query);

            var counting = transaction.Batch();
            counting.JoinWholeTables();
            var scores = counting.Scores(
                board.Terms.Metric, shop, board.Terms.Window(period, zone), Ranking.MaxEntries + 1);
            await counting.Run(transaction.Cancel);
            return await Of(transaction, board, period, null, Ranking.Of(scores.List, board.Terms.Places));
        }

        private static ProblemException Absent(Query query) =>
            LeaderboardProblems.LeaderboardPeriodNotFound.Because(
                $"The leaderboard '{query.BoardId}' has no period that begins on {query.StartsOn ?? "today"}.");

        private async Task<Result> Of(
            ShopTransaction transaction, Leaderboard board, CalendarPeriod period, DateTimeOffset? frozenAt,
            List<RankedCustomer> entries)
        {
            var reads = transaction.Batch();
            var agreeing = reads.Agreeing(
                transaction.ShopId, ConsentSql.NameOnBoards, [.. entries.Select(one => one.CustomerKey)]);
            await reads.Run(transaction.Cancel);
            var named = agreeing.List.ToHashSet();
            var (terms, zone) = (board.Terms, context.Shop.TimeZone);
            return new Result(
                board.BoardId, terms.Name, terms.Metric, terms.Period, Periods.Text(period.First), period.End(zone),
                frozenAt ?? terms.FreezesAt(period, zone), frozenAt,
                [
                    .. entries.Select(one => new Entry(
                        one.Rank, one.Score, one.CustomerId, named.Contains(one.CustomerKey))),
                ]);
        }
    }
}
