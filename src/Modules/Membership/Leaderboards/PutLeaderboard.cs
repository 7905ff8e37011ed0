using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Membership.Leaderboards;

/// <summary>
/// Creates or updates a leaderboard (排行榜). Its first period is the one that is running then; frozen periods keep the
/// terms under which they were frozen.
/// </summary>
internal static class PutLeaderboard
{
    private const int MaxPlaces = 100;
    private const int MaxSettleDays = 60;

    /// <summary>A leaderboard to make or to change.</summary>
    public sealed record Command(string BoardId, LeaderboardTerms Body, string? IfMatch) : IRequest<Leaderboard>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/leaderboards/{boardId}", (
                string boardId, LeaderboardTerms body, [FromHeader(Name = "If-Match")] string? ifMatch,
                HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(boardId, body, ifMatch), cancel)
                    .TaggedBy(response, board => board.Version))
            .Describe(
                "putLeaderboard", "Honours", "Create or update a leaderboard",
                "Creates a leaderboard, or replaces its name, places, settle days and status. Its first period is the "
                    + "one that is running at the shop when it is created, or when a board that has ended is "
                    + "active again. Each period is frozen `settleDays` days after its end, by the shop's clock. A "
                    + "change holds for the periods that are not frozen yet; another metric or period is refused "
                    + "with 409. Sending the terms in force changes nothing; an outdated `If-Match` is refused with "
                    + "412.")
            .Example("""
                {"name": "Most loyal of the month", "metric": "spend", "period": "month", "places": 10,
                 "settleDays": 3, "status": "active"}
                """)
            .Tagged()
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Operator)
            .Problems(
                LeaderboardProblems.LeaderboardFixed, CommonProblems.ChangedMeanwhile,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.BoardId).MerchantId();
            RuleFor(c => c.Body.Name).Line("NAME_INVALID", "A name");
            RuleFor(c => c.Body.Metric).OneOf(BoardMetrics.All);
            RuleFor(c => c.Body.Period).OneOf(CalendarPeriod.Units);
            RuleFor(c => c.Body.Places).Between(1, MaxPlaces);
            RuleFor(c => c.Body.SettleDays).Between(0, MaxSettleDays);
            RuleFor(c => c.Body.Status).OneOf(LeaderboardTerms.Active, LeaderboardTerms.Ended);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, Leaderboard>
    {
        public Task<Leaderboard> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);

        private async Task<Leaderboard> Put(ShopTransaction transaction, Command command)
        {
            var (shop, terms) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var found = reads.Rows<Leaderboard>(LeaderboardSql.LockSql, new { shop, command.BoardId });
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var old = found.First;
            EntityTag.Require(command.IfMatch, old?.Version);
            if (old is not null && JsonDifference.First(old.Terms, terms) is null) return old;
            if (old is not null) Require(old, terms);
            var next = Next(command, old, state.First!.Now(caller.Shop, time));
            var write = transaction.Batch();
            // Of two that create it at once one meets the other's key, and runs again.
            write.Do(old is null ? InsertSql : UpdateSql, new
            {
                shop,
                next.BoardId,
                next.Version,
                terms = Json.Write(terms),
                next.StartsOn,
                next.FreezesAt,
                next.RecordedAt,
            });
            write.Log(shop, caller, new AuditEntry("leaderboard", next.BoardId, old?.Terms, terms));
            await write.Commit(transaction.Cancel);
            return next;
        }

        private static void Require(Leaderboard old, LeaderboardTerms terms)
        {
            if (old.Terms.Metric != terms.Metric)
                throw LeaderboardProblems.LeaderboardFixed.Because(
                    $"The leaderboard counts {old.Terms.Metric}.", "#/metric");
            if (old.Terms.Period != terms.Period)
                throw LeaderboardProblems.LeaderboardFixed.Because(
                    $"The leaderboard has periods of a {old.Terms.Period}.", "#/period");
        }

        private Leaderboard Next(Command command, Leaderboard? old, DateTimeOffset now)
        {
            var (terms, zone) = (command.Body, caller.Shop.TimeZone);
            var running = terms.At(now, zone);
            // A board that was active freezes each of its periods.
            var keeps = old is not null && (old.FreezesAt is not null || old.Earliest().First > running.First);
            var period = keeps ? old!.Earliest() : running;
            return new Leaderboard(
                command.BoardId, (old?.Version ?? 0) + 1, terms, Periods.Text(period.First),
                terms.Status == LeaderboardTerms.Active ? terms.FreezesAt(period, zone) : null, now);
        }
    }

    private const string InsertSql = """
        insert into leaderboards (shop_id, board_id, version, terms, starts_on, freezes_at, recorded_at)
        values (@shop, @boardId, @version, @terms::jsonb, @startsOn, @freezesAt, @recordedAt)
        """;

    private const string UpdateSql = """
        update leaderboards set version = @version, terms = @terms::jsonb, starts_on = @startsOn,
            freezes_at = @freezesAt, recorded_at = @recordedAt
        where shop_id = @shop and board_id = @boardId
        """;
}
