using Microsoft.AspNetCore.Mvc;
using SocialCommerce.Membership.CouponClaims;
using SocialCommerce.Membership.CouponTemplates;
using SocialCommerce.Membership.GamePlays;

namespace SocialCommerce.Membership.Games;

/// <summary>
/// Creates or updates a game (游戏). Each change is a new version; a play keeps the odds under which it was made. A new
/// wheel draws its seed, and publishes the commitment to it.
/// </summary>
internal static class PutGame
{
    /// <summary>A game to make or to change.</summary>
    public sealed record Command(string GameId, GameTerms Body, string? IfMatch) : IRequest<Game>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/games/{gameId}", (
                string gameId, GameTerms body, [FromHeader(Name = "If-Match")] string? ifMatch,
                HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(gameId, body, ifMatch), cancel)
                    .TaggedBy(response, game => game.Version))
            .Describe(
                "putGame", "Games", "Create or update a game",
                "Creates a game, or replaces its terms: goal, public rules, time, audience, and by kind the prizes and "
                    + "limits of a wheel, the streaks of a game of check-ins, or the teams of a contest. A new "
                    + "wheel draws a secret seed and publishes its SHA-256 as the commitment. Each change is a new "
                    + "version, and a play keeps the odds under which it was made. The API refuses a prize above the "
                    + "limit of the game settings or of an unknown coupon template with 422, another kind, another "
                    + "beginning or another contest once the game is open with 409, and any change once it has "
                    + "ended. Sending the terms in force changes nothing; an outdated `If-Match` is refused with "
                    + "412.")
            .Example("""
                {"name": "Spring wheel", "kind": "wheel", "goal": "Visit the shop in spring",
                 "rules": "One play a day. Prizes and odds are published with each play.",
                 "from": "2026-01-01T00:00:00Z", "until": "2026-03-01T00:00:00Z",
                 "audience": {"kind": "everyone"}, "limits": {"perCustomer": 10, "perCustomerPerDay": 1},
                 "costPoints": 0,
                 "prizes": [
                   {"prizeId": "fifty", "name": "50 points", "kind": "points", "weight": 20,
                    "value": {"amount": 50, "currency": "CNY"}, "stock": 100, "points": 50},
                   {"prizeId": "blank", "name": "Good luck tomorrow", "kind": "nothing", "weight": 80}],
                 "status": "active"}
                """)
            .Tagged()
            .Scope(Scopes.MembershipWrite).ForBackends(Roles.Operator)
            .Problems(
                GameProblems.GameFixed, GameProblems.GameEnded, GameProblems.PrizeValueExceeded,
                CouponTemplateProblems.CouponTemplateUnknown, CommonProblems.ChangedMeanwhile,
                CommonProblems.SealedValueUnreadable, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GameId).MerchantId();
            RuleFor(c => c.Body).SetValidator(new GameTermsValidator());
        }
    }

    internal sealed class Handler(GameContext context, SecretProtector protector) : IRequestHandler<Command, Game>
    {
        public Task<Game> Handle(Command command, CancellationToken cancel) =>
            context.Db.Write(context.Shop.Id, transaction => Put(transaction, command), cancel);

        private async Task<Game> Put(ShopTransaction transaction, Command command)
        {
            var (shop, terms) = (transaction.ShopId, command.Body);
            var reads = transaction.Batch();
            var found = reads.Membership.LockGame(shop, command.GameId);
            var wins = reads.Membership.PrizeWins(shop, command.GameId);
            var templates = reads.Membership.Templates(
                shop, [.. (terms.Prizes ?? []).Select(prize => prize.TemplateId).OfType<string>()]);
            var settings = reads.InForce(PutGameSettings.Setting, shop);
            var next = reads.Rows<long>(NextKeySql, new { });
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var (old, now) = (found.First, state.First!.Now(context.Shop, context.Time));
            var won = wins.List.ToDictionary(one => one.PrizeId, one => one.Wins);
            EntityTag.Require(command.IfMatch, old?.Version);
            if (old is not null && JsonDifference.First(old.Terms, terms) is null)
                return old.At(protector, shop, now, won);
            if (old is not null) RequireChangeable(old, terms, now);
            RequirePrizes(terms, settings.Content, [.. templates.List.Select(one => one.TemplateId)]);

            var made = Next(command, old, next.First, now);
            var write = transaction.Batch();
            // Of two that create it at once one meets the other's key, and runs again.
            write.Do(old is null ? InsertSql : UpdateSql, new
            {
                shop,
                made.GameKey,
                made.GameId,
                made.Version,
                terms = Json.Write(terms),
                made.Seed,
                made.Commitment,
                made.EndedAt,
                made.FreezesAt,
                made.RecordedAt,
            });
            write.Do(VersionSql, new { shop, made.GameKey, made.Version, terms = Json.Write(terms), made.RecordedAt });
            write.Log(shop, context.Caller, new AuditEntry("game", made.GameId, old?.Terms, terms));
            await write.Commit(transaction.Cancel);
            return made.At(protector, shop, now, won);
        }

        private GameRow Next(Command command, GameRow? old, long newKey, DateTimeOffset now)
        {
            var (terms, key) = (command.Body, old?.GameKey ?? newKey);
            var seed = old is null && terms.Kind == GameKinds.Wheel ? Draw.NewSeed() : null;
            if (seed is not null && !protector.HasKey) throw CommonProblems.SealedValueUnreadable.Because(
                "This server has no key with which the seed of a wheel can be sealed.");
            return new GameRow(
                key, command.GameId, (old?.Version ?? 0) + 1, terms,
                seed is null ? old?.Seed : protector.Seal(context.Shop.Id, GameRow.Place(key), Draw.Text(seed)),
                seed is null ? old?.Commitment : Draw.Commitment(seed), old?.Plays ?? 0,
                terms.Status == GameTerms.Ended ? now : null,
                terms.Status == GameTerms.Ended && now < terms.Until
                    ? null : terms.FreezesAt(context.Shop.TimeZone), null, now);
        }

        private static void RequireChangeable(GameRow old, GameTerms terms, DateTimeOffset now)
        {
            if (old.StateAt(now) == GameStates.Ended)
                throw GameProblems.GameEnded.Because($"The game '{old.GameId}' ended at {Json.Text(old.End)}.");
            if (old.Terms.Kind != terms.Kind)
                throw GameProblems.GameFixed.Because($"The game is a {old.Terms.Kind}.", "#/kind");
            if (now < old.Terms.From) return;
            if (old.Terms.From != terms.From)
                throw GameProblems.GameFixed.Because($"The game began at {Json.Text(old.Terms.From)}.", "#/from");
            if (JsonDifference.First(old.Terms.Contest, terms.Contest) is not null)
                throw GameProblems.GameFixed.Because("The contest has begun.", "#/contest");
        }

        private static void RequirePrizes(GameTerms terms, PutGameSettings.Body settings, HashSet<string> templates)
        {
            foreach (var (i, prize) in (terms.Prizes ?? []).Index())
            {
                if (prize.Value?.Amount > settings.MaxPrizeValueMinor)
                    throw GameProblems.PrizeValueExceeded.Because(
                        $"A prize may be worth {settings.MaxPrizeValueMinor} minor units.", $"#/prizes/{i}/value");
                if (prize.TemplateId is { } id && !templates.Contains(id))
                    throw CouponTemplateProblems.CouponTemplateUnknown.Because(
                        $"There is no coupon template '{id}'.", $"#/prizes/{i}/templateId");
            }
        }
    }

    private const string NextKeySql = "select nextval('games_game_key_seq')";

    private const string InsertSql = """
        insert into games (shop_id, game_key, game_id, version, terms, seed, commitment, ended_at, freezes_at,
            recorded_at)
        overriding system value
        values (@shop, @gameKey, @gameId, @version, @terms::jsonb, @seed, @commitment, @endedAt, @freezesAt,
            @recordedAt)
        """;

    private const string UpdateSql = """
        update games set version = @version, terms = @terms::jsonb, ended_at = @endedAt, freezes_at = @freezesAt,
            recorded_at = @recordedAt
        where shop_id = @shop and game_key = @gameKey
        """;

    private const string VersionSql = """
        insert into game_versions (shop_id, game_key, version, terms, recorded_at)
        values (@shop, @gameKey, @version, @terms::jsonb, @recordedAt)
        """;
}
