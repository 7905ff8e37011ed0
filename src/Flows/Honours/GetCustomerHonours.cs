using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Membership.BadgeAwards;
using SocialCommerce.Membership.Badges;
using SocialCommerce.Membership.Leaderboards;

namespace SocialCommerce.Flows.Honours;

/// <summary>Gets a customer's badges, titles and ranks (荣誉体系).</summary>
internal static class GetCustomerHonours
{
    private const int MostAwards = 500;
    private const int MostFrozen = 100;

    /// <summary>The most periods of a board that settle, by the longest time for it.</summary>
    private const int MostPeriods = 10;

    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>A customer's honours.</summary>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Badges">The badges that stand, the latest first.</param>
    /// <param name="Titles">The titles that stand, the latest first; 500 with the badges.</param>
    /// <param name="Running">The ranks so far, on boards whose period is running or settles.</param>
    /// <param name="Frozen">The places on frozen boards, the latest periods first; up to 100.</param>
    public sealed record Result(
        string CustomerId, IReadOnlyList<BadgeAward> Badges, IReadOnlyList<BadgeAward> Titles,
        IReadOnlyList<Place> Running, IReadOnlyList<Place> Frozen);

    /// <summary>A customer's rank in a period of a leaderboard.</summary>
    /// <param name="BoardId">The leaderboard.</param>
    /// <param name="Name" example="Most loyal of the month">What people read.</param>
    /// <param name="Metric" example="spend">What is counted.</param>
    /// <param name="StartsOn">The first day of the period.</param>
    /// <param name="Rank" example="1">The rank; of a period that is not frozen also one below the places.</param>
    /// <param name="Score" example="268000">The score; <c>spend</c> in minor units.</param>
    /// <param name="FrozenAt">When the period was frozen; absent before.</param>
    public sealed record Place(
        string BoardId, string Name, string Metric, string StartsOn, long Rank, long Score,
        DateTimeOffset? FrozenAt = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/honours", (
                string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getCustomerHonours", "Honours", "Get a customer's badges, titles and ranks",
                "Returns the badges and titles that a customer holds (not those that were revoked or have ended), the "
                    + "customer's rank so far on each active leaderboard, also below its places, and the places on "
                    + "frozen boards. A customer without a score has no rank. An unknown id is answered with 404.")
            .Scope(SocialCommerce.Membership.Scopes.MembershipRead).Expensive()
            .Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(FlowContext context) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) => context.Db.Report(
            context.Caller, context.Time, (transaction, asOf) => Read(transaction, query, asOf), cancel);

        private async Task<Result> Read(ShopTransaction transaction, Query query, DateTimeOffset asOf)
        {
            var shop = transaction.ShopId;
            var finding = transaction.Batch();
            var found = finding.FindCustomer(shop, query.CustomerId);
            var boards = finding.Membership.ActiveLeaderboards(shop);
            await finding.Run(transaction.Cancel);
            var customer = found.OrNotFound(query.CustomerId);
            var reads = transaction.Batch();
            var awards = reads.Membership.StandingAwards(shop, customer.Key, asOf, MostAwards);
            var frozen = reads.Membership.FrozenRanks(shop, customer.Key, MostFrozen);
            reads.JoinWholeTables();
            var running = Guest.Is(query.CustomerId) ? [] : Scores(reads, boards.List, customer.Key, asOf);
            await reads.Run(transaction.Cancel);
            return new Result(
                query.CustomerId, Of(awards.List, BadgeTerms.Badge), Of(awards.List, BadgeTerms.Title),
                [.. running.Where(one => one.Own.First is not null).Select(one => new Place(
                    one.Board.BoardId, one.Board.Terms.Name, one.Board.Terms.Metric, Periods.Text(one.Period.First),
                    one.Own.First!.Rank, one.Own.First.Score))],
                [.. frozen.List.Select(one => new Place(
                    one.BoardId, one.Terms.Name, one.Terms.Metric, one.StartsOn, one.Rank, one.Score, one.FrozenAt))]);
        }

        private static BadgeAward[] Of(List<AwardRow> awards, string kind) =>
            [.. awards.Where(row => row.Terms.Kind == kind).Select(row => row.Shown)];

        /// <summary>The scores in periods that are not frozen; boards that count the same share a statement.</summary>
        private List<(Leaderboard Board, CalendarPeriod Period, PendingRows<OwnScore> Own)> Scores(
            SqlBatch reads, List<Leaderboard> boards, long customer, DateTimeOffset asOf)
        {
            var zone = context.Shop.TimeZone;
            var asked = new Dictionary<(string, ScoreWindow), PendingRows<OwnScore>>();
            List<(Leaderboard, CalendarPeriod, PendingRows<OwnScore>)> running = [];
            foreach (var board in boards)
            {
                var last = board.Terms.At(asOf, zone);
                var first = last.Step(-MostPeriods);
                if (board.Earliest().First > first.First) first = board.Earliest();
                for (var period = first; period.First <= last.First; period = period.Next)
                {
                    var key = (board.Terms.Metric, Window: board.Terms.Window(period, zone));
                    if (!asked.TryGetValue(key, out var own))
                        asked[key] = own = reads.Score(key.Metric, context.Shop.Id, key.Window, customer);
                    running.Add((board, period, own));
                }
            }
            return running;
        }
    }
}
