using SocialCommerce.Membership.GamePlays;
using SocialCommerce.Membership.Games;
using SocialCommerce.Membership.PointLots;

namespace SocialCommerce.Membership.CheckIns;

/// <summary>Records that a customer has checked in (打卡), once on each day of the shop, and rewards streaks.</summary>
internal static class RecordCheckIn
{
    /// <summary>A check-in.</summary>
    /// <param name="CustomerId">The customer who checks in; no guest.</param>
    /// <param name="CheckedInAt">When; now without it. One that is reported late keeps its time.</param>
    public sealed record Body(string CustomerId, DateTimeOffset? CheckedInAt = null);

    /// <summary>A check-in of a game.</summary>
    public sealed record Command(string GameId, Body Body) : IRequest<CreatedOrExisting<CheckIn>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/games/{gameId}/check-ins", (
                string gameId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(gameId, body), cancel))
            .Describe(
                "recordCheckIn", "Games", "Record a check-in",
                "Records that a customer has checked in. A customer has one check-in on each day of the shop: another "
                    + "one on the same day returns the first and changes nothing. One that is reported late keeps "
                    + "its day, and the streaks are counted again from all days. Each streak of the game is "
                    + "rewarded once, when it is reached for the first time: in whatever order check-ins are "
                    + "reported, the same points are given. A time outside the game or a customer outside its "
                    + "audience is refused with 409, a time in the future with 422.")
            .Example("""{"customerId": "c-1042", "checkedInAt": "2026-01-31T09:30:00Z"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                GameProblems.GameNotFound, GameProblems.GameOfAnotherKind, GameProblems.GameClosed,
                GameProblems.GameNotForCustomer, CustomerProblems.CustomerUnknown, ShopProblems.TimeInFuture,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.CustomerId).MerchantId();
    }

    internal sealed class Handler(GameContext context) : IRequestHandler<Command, CreatedOrExisting<CheckIn>>
    {
        public Task<CreatedOrExisting<CheckIn>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Record(transaction, command), cancel);

        private async Task<CreatedOrExisting<CheckIn>> Record(ShopTransaction transaction, Command command)
        {
            var (shop, body) = (context.Shop, command.Body);
            var reads = transaction.Batch();
            var inputs = new CheckInInputs(reads, shop.Id, command.GameId, body.CustomerId);
            await reads.Run(transaction.Cancel);
            var game = inputs.Game.First ?? throw GameProblems.GameNotFound.For(command.GameId);
            if (inputs.Customer.First == 0) throw CustomerProblems.CustomerUnknown.Because(
                $"There is no customer '{body.CustomerId}'.", "#/customerId");
            GameContext.RequireKind(game, GameKinds.CheckIn);
            var state = inputs.State.First!;
            var at = body.CheckedInAt ?? state.Now(shop, context.Time);
            var heard = state.ResolveEventTime(shop, context.Time, at, "#/checkedInAt");
            var day = Periods.Text(Periods.DayOf(at, shop.TimeZone));
            var ids = (game.GameId, body.CustomerId);
            if (inputs.Known.List.Find(one => one.Day == day) is { } known)
                return new CreatedOrExisting<CheckIn>(
                    Shown(ids, known, inputs.Known.List, [.. inputs.Given.List.Where(one => one.Day == day)]), false);
            GameContext.RequireOpen(game, at, "#/checkedInAt");
            await context.RequireAudience(
                game, body.CustomerId, inputs.Member.First, state, at, transaction.Cancel);
            var made = new CheckInDay(day, at, heard.RecordedAt);
            var rewards = await Keep(transaction, inputs, body.CustomerId, made, heard);
            return new CreatedOrExisting<CheckIn>(Shown(ids, made, [.. inputs.Known.List, made], rewards), true);
        }

        private async Task<List<GivenReward>> Keep(
            ShopTransaction transaction, CheckInInputs inputs, string customerId, CheckInDay made, EventTime heard)
        {
            var (game, customer) = (inputs.Game.First!, inputs.Customer.First);
            var posting = new PostingContext(transaction.ShopId, heard.RecordedAt, heard.RecordedAt);
            var due = Streaks.Due(
                game.Terms.Streaks!, Days([.. inputs.Known.List, made]),
                inputs.Given.List.Select(one => one.StreakDays).ToHashSet());
            var batch = transaction.Batch();
            if (heard.MovesClock) batch.MoveClock(transaction.ShopId, heard.RecordedAt);
            batch.Membership.Keep(posting, game.GameKey, customer, made);
            var balance = inputs.Lots.At(heard.RecordedAt);
            if (due.Count > 0) balance = batch.Membership.Expire(posting, customer, balance);
            var debt = balance.Debt;
            foreach (var (i, streak) in due.Index())
            {
                batch.Membership.Give(
                    posting, new Reward(inputs.NextRewards.List[i], game.GameKey, customer, streak.Points)
                    {
                        StreakDays = streak.Days,
                        Day = made.Day,
                    }, debt, inputs.Settings.Content, context.Shop.TimeZone);
                debt = Math.Max(0, debt - streak.Points);
            }
            batch.Announce(posting, "game.checkedIn", new
            {
                game.GameId,
                customerId,
                made.Day,
                points = due.Sum(streak => streak.Points),
            });
            await batch.Commit(transaction.Cancel);
            return due.ConvertAll(
                streak => new GivenReward(streak.Days, streak.Points, made.Day, heard.RecordedAt));
        }

        private static CheckIn Shown(
            (string Game, string Customer) ids, CheckInDay row, IReadOnlyCollection<CheckInDay> all,
            IReadOnlyList<GivenReward> rewards) => new(
            ids.Game, ids.Customer, row.Day, row.CheckedInAt, row.RecordedAt,
            Streaks.Around(Days(all), Periods.Day(row.Day)), rewards);

        private static List<DateOnly> Days(IReadOnlyCollection<CheckInDay> rows) =>
            [.. rows.Select(row => Periods.Day(row.Day))];
    }
}
