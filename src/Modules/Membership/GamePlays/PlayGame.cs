using SocialCommerce.Membership.CouponClaims;
using SocialCommerce.Membership.Games;
using SocialCommerce.Membership.PointLots;

namespace SocialCommerce.Membership.GamePlays;

/// <summary>Plays a wheel (转盘) once for a customer: draws a prize, and grants it.</summary>
internal static class PlayGame
{
    private const int MaxClientSeed = 64;

    /// <summary>A play.</summary>
    /// <param name="PlayId">The merchant's own id.</param>
    /// <param name="CustomerId">The customer who plays; no guest.</param>
    /// <param name="ClientSeed" example="5f1d77c2">
    /// What the customer adds to the draw, so that the shop cannot have known it; letters, digits, <c>-</c> and
    /// <c>_</c>.
    /// </param>
    public sealed record Body(string PlayId, string CustomerId, string? ClientSeed = null);

    /// <summary>A play of a game.</summary>
    public sealed record Command(string GameId, Body Body) : IRequest<CreatedOrExisting<GamePlay>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/games/{gameId}/plays", (
                string gameId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(gameId, body), cancel))
            .Describe(
                "playGame", "Games", "Play a wheel",
                "Plays a wheel once for a customer who asks for it: takes the points that it costs, draws a prize, "
                    + "and grants it with the play: points as a lot of their own, a coupon with its code; goods are "
                    + "for the shop to hand over. A prize out of stock, or a coupon that cannot be issued to the "
                    + "customer, leaves the odds; the answer names the odds of this draw. Stock and limits are exact "
                    + "however many play at once. Outside the time of the game, beyond a limit, outside the "
                    + "audience, without enough active points, or with no prize left the play is refused with 409 "
                    + "and costs nothing. The same play again returns it as it is; other content under its id is "
                    + "refused with 409.")
            .Example("""{"playId": "play-20260131-7", "customerId": "c-1042", "clientSeed": "5f1d77c2"}""")
            .Scope(Scopes.MembershipWrite).RepeatableByItself().ForBackends()
            .Problems(
                GameProblems.GameNotFound, GameProblems.GameOfAnotherKind, GameProblems.GameClosed,
                GameProblems.GameNotForCustomer, GameProblems.GameLimitReached, GameProblems.GameSoldOut,
                GameProblems.GamePlayConflict, PointProblems.PointsInsufficient, CustomerProblems.CustomerUnknown,
                CommonProblems.SealedValueUnreadable, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.PlayId).MerchantId();
            RuleFor(c => c.Body.CustomerId).MerchantId();
            RuleFor(c => c.Body.ClientSeed).Characters("A-Za-z0-9_-", 1, MaxClientSeed)
                .When(c => c.Body.ClientSeed is not null)
                .WithErrorCode("TEXT_INVALID").WithMessage("A client seed has 1 to 64 letters, digits, - and _.");
        }
    }

    internal sealed class Handler(GameContext context, SecretProtector protector)
        : IRequestHandler<Command, CreatedOrExisting<GamePlay>>
    {
        public Task<CreatedOrExisting<GamePlay>> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Play(transaction, command), cancel);

        private async Task<CreatedOrExisting<GamePlay>> Play(ShopTransaction transaction, Command command)
        {
            var body = command.Body;
            var inputs = await Read(transaction, command);
            if (inputs.Game.First is not { } game) throw GameProblems.GameNotFound.For(command.GameId);
            if (inputs.Known.First is { } kept) return new CreatedOrExisting<GamePlay>(Same(kept, body), false);
            if (inputs.Customer.First == 0) throw CustomerProblems.CustomerUnknown.Because(
                $"There is no customer '{body.CustomerId}'.", "#/customerId");
            GameContext.RequireKind(game, GameKinds.Wheel);
            // After the locks: of plays that wait for one another each has the time at which it comes about.
            var moment = ClaimRules.Moment.Of(
                inputs.State.First!.Now(context.Shop, context.Time), context.Shop.TimeZone);
            GameContext.RequireOpen(game, moment.Now);
            await context.RequireAudience(
                game, body.CustomerId, inputs.Member.First, inputs.State.First!, moment.Now, transaction.Cancel);
            if (PlayRules.Reached(game.Terms.Limits, inputs.Own.List, moment.Day) is { } reached)
                throw GameProblems.GameLimitReached.Because($"The game '{game.GameId}' {reached}.");
            var templates = await Issuable(transaction, game, body.CustomerId, moment.Now);
            var prizes = Odds.Winnable(
                game.Terms.Prizes!, inputs.Wins.List.ToDictionary(one => one.PrizeId, one => one.Wins),
                templates.Keys.ToHashSet());
            if (prizes.Count == 0)
                throw GameProblems.GameSoldOut.Because($"No prize of the game '{game.GameId}' is left.");

            var (serial, seed) = (game.Plays + 1, protector.Open(
                transaction.ShopId, GameRow.Place(game.GameKey), game.Seed!));
            var prize = prizes[Draw.Of(
                Draw.Seed(seed), serial, body.ClientSeed, [.. prizes.Select(one => one.Weight)])];
            var coupon = prize.TemplateId is { } template
                ? NewCoupon.Of(templates[template], inputs.Customer.First, body.CustomerId, moment.Now)
                : null;
            var play = new PlayRow(
                inputs.NextPlay.First, game.GameId, body.PlayId, serial, body.CustomerId, game.Version,
                [.. prizes.Select(one => new Odds(one.PrizeId, one.Weight))], prize, game.Terms.CostPoints, moment.Now,
                body.ClientSeed, coupon?.Code);
            await Keep(transaction, inputs, play, moment, coupon);
            return new CreatedOrExisting<GamePlay>(play.Shown, true);
        }

        private static async Task<PlayInputs> Read(ShopTransaction transaction, Command command)
        {
            var reads = transaction.Batch();
            var inputs = new PlayInputs(reads, transaction.ShopId, command.GameId, command.Body);
            await reads.Run(transaction.Cancel);
            return inputs;
        }

        /// <summary>The templates of which the customer can be issued a coupon, locked.</summary>
        private static async Task<Dictionary<string, IssuableTemplate>> Issuable(
            ShopTransaction transaction, GameRow game, string customerId, DateTimeOffset now)
        {
            string[] ids = [.. game.Terms.Prizes!.Select(prize => prize.TemplateId).OfType<string>().Distinct()];
            if (ids.Length == 0) return [];
            var reads = transaction.Batch();
            var templates = reads.Membership.LockTemplates(transaction.ShopId, ids);
            var own = reads.Membership.OwnCoupons(transaction.ShopId, [customerId], ids);
            await reads.Run(transaction.Cancel);
            return templates.List.Where(one => ClaimRules.Issue(
                    one, own.List.FindAll(mine => mine.TemplateId == one.TemplateId), one.Issued, now).Count == 0)
                .ToDictionary(one => one.TemplateId);
        }

        private async Task Keep(
            ShopTransaction transaction, PlayInputs inputs, PlayRow play, ClaimRules.Moment moment, NewCoupon? coupon)
        {
            var (customer, game) = (inputs.Customer.First, inputs.Game.First!.GameKey);
            var posting = new PostingContext(transaction.ShopId, moment.Now, moment.Now);
            var batch = transaction.Batch();
            var balance = inputs.Lots.At(moment.Now);
            batch.Membership.Keep(posting, (game, customer), play, moment.Day, coupon);
            if (play.CostPoints > 0 || play.Prize.Points is not null)
                balance = batch.Membership.Expire(posting, customer, balance);
            if (play.CostPoints > balance.Active)
                throw PointProblems.PointsInsufficient.Because(
                    $"A play costs {play.CostPoints} points, and {balance.Active} are active.");
            if (play.CostPoints > 0)
                batch.Membership.Charge(posting, customer, play, balance.Spend(play.CostPoints).Parts);
            if (play.Prize.Points is { } points)
                batch.Membership.Give(
                    posting, new Reward(inputs.NextReward.First, game, customer, points) { PlayKey = play.PlayKey },
                    balance.Debt, inputs.Settings.Content, context.Shop.TimeZone);
            batch.Announce(posting, "game.played", new
            {
                play.GameId,
                play.PlayId,
                play.CustomerId,
                play.Serial,
                play.Prize.PrizeId,
            });
            await batch.Commit(transaction.Cancel);
        }

        private static GamePlay Same(PlayRow kept, Body body)
        {
            var pointer = JsonDifference.First(new Body(kept.PlayId, kept.CustomerId, kept.ClientSeed), body);
            return pointer is null
                ? kept.Shown
                : throw GameProblems.GamePlayConflict.Because(
                    $"Play '{body.PlayId}' is known with other content.", pointer);
        }
    }
}
