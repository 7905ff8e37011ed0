using Microsoft.AspNetCore.Mvc;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.ProductLadder;

/// <summary>
/// Sets the product ladder (四级产品) as a whole: which rungs it has, their audience, and the rung that each leads to. The
/// answer lists what is missing or wrong; a ladder with findings is kept all the same, so that it can be planned step
/// by step.
/// </summary>
internal static class PutLadder
{
    private const int MaxRungs = 4;

    /// <summary>A ladder to set.</summary>
    /// <param name="Rungs">One to four rungs, each once, in any order.</param>
    public sealed record Body(IReadOnlyList<LadderRung> Rungs);

    /// <summary>The ladder to set.</summary>
    public sealed record Command(Body Body, string? IfMatch) : IRequest<Versioned<Result>>;

    /// <summary>The ladder with what is missing or wrong.</summary>
    /// <param name="Rungs">Its rungs, lowest first.</param>
    /// <param name="Findings">What is missing or wrong, lowest rung first; empty where the ladder is complete.</param>
    public sealed record Result(IReadOnlyList<ShownRung> Rungs, IReadOnlyList<LadderFinding> Findings);

    /// <summary>A rung and the prices of its products.</summary>
    /// <param name="Rung"><see cref="Rungs.All"/></param>
    /// <param name="Audience" example="Members who order every month">
    /// The customers that its products are made for.
    /// </param>
    /// <param name="NextRung" example="partner">The rung to offer next.</param>
    /// <param name="LowestPrice">List price of its cheapest product; absent without a product that has a price.</param>
    /// <param name="HighestPrice">List price of its dearest product.</param>
    public sealed record ShownRung(
        string Rung, string? Audience, string? NextRung, Money? LowestPrice, Money? HighestPrice);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/ladder", (
                Body body, [FromHeader(Name = "If-Match")] string? ifMatch, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Command(body, ifMatch), cancel))
            .Describe(
                "putLadder", "Products", "Set the product ladder",
                "Sets the product ladder as a whole: which of the four rungs the shop uses, the audience of each, "
                    + "and the rung that each leads to. Products join a rung by their own `rung`. The answer lists "
                    + "what is missing or wrong as `getLadder` does; findings do not prevent the change. Each change "
                    + "is a new version, and sending the ladder in force changes nothing. A rung that occurs twice, "
                    + "a next rung that is not on the ladder or not above, and an outdated `If-Match` are refused.")
            .Example("""
                {"rungs": [
                  {"rung": "traffic", "audience": "Visitors from a scan code", "nextRung": "low"},
                  {"rung": "low", "audience": "First buyers", "nextRung": "member"},
                  {"rung": "member", "audience": "Customers who order every month", "nextRung": "partner"},
                  {"rung": "partner", "audience": "Members who recommend the shop"}]}
                """)
            .Scope(Scopes.ProductsWrite).ForBackends(Roles.Operator)
            .Problems(CommonProblems.ValidationFailed);
        routes.MapGetSetting<Result>("/v1/ladder")
            .Describe(
                "getLadder", "Products", "Get the product ladder",
                "Returns the rungs of the product ladder, lowest first, with audience, next rung and the range of "
                    + "list prices, and what is missing or wrong: a rung without audience, next rung or product, a "
                    + "rung that no other leads to, a product without a price, and a price that is not above those of "
                    + "the rung below. Until the shop sets a ladder, it has all four rungs, each leading to the one "
                    + "above. The ETag is the ladder's version; prices and findings follow the products and do not "
                    + "change it, so leave out `If-None-Match` to read them.")
            .Scope(Scopes.ProductsRead);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Rungs).Count(1, MaxRungs).WithErrorCode("LIST_COUNT")
                .WithMessage("A ladder has one to four rungs.");
            RuleFor(c => c.Body.Rungs)
                .Must(rungs => rungs.DistinctBy(rung => rung.Rung).Count() == rungs.Count)
                .WithErrorCode("RUNG_REPEATED").WithMessage("A rung occurs once on a ladder.");
            RuleForEach(c => c.Body.Rungs).ChildRules(rung =>
            {
                rung.RuleFor(r => r.Rung).OneOf([.. Rungs.All]);
                rung.RuleFor(r => r.Audience).Line("TEXT_INVALID", "An audience").When(r => r.Audience is not null);
                rung.RuleFor(r => r.NextRung!).OneOf([.. Rungs.All]).When(r => r.NextRung is not null);
                rung.RuleFor(r => r.NextRung)
                    .Must((r, next) => Rungs.Place(next) > Rungs.Place(r.Rung))
                    .WithErrorCode("NEXT_RUNG_NOT_ABOVE").WithMessage("The next rung is above the rung.")
                    .When(r => Rungs.Place(r.NextRung) >= 0);
            });
            RuleForEach(c => c.Body.Rungs)
                .Must((c, rung) => Rungs.Place(rung.NextRung) < 0
                    || c.Body.Rungs.Any(other => other.Rung == rung.NextRung))
                .WithErrorCode("NEXT_RUNG_UNKNOWN").WithMessage("The next rung is on the ladder.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Versioned<Result>>, IRequestHandler<GetSetting<Result>, Versioned<Result>>
    {
        public Task<Versioned<Result>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, async transaction =>
            {
                var content = LadderContent.Of(command.Body.Rungs);
                var change = new SettingChange<LadderContent>(LadderContent.Setting, transaction, caller, time);
                var prices = RungPrices.Of(change.Reads, transaction.ShopId);
                await change.Begin(command.IfMatch);
                return Show(
                    change.IsInForce(content) ? change.InForce : await change.Commit(change.Keep(content)),
                    prices.List);
            }, cancel);

        public async Task<Versioned<Result>> Handle(GetSetting<Result> query, CancellationToken cancel)
        {
            PendingSetting<LadderContent>? ladder = null;
            var prices = await db.Read(caller.Shop.Id, batch =>
            {
                ladder = batch.InForce(LadderContent.Setting, caller.Shop.Id);
                return RungPrices.Of(batch, caller.Shop.Id);
            }, cancel);
            return Show(ladder!.InForce, prices.List);
        }

        private Versioned<Result> Show(Versioned<LadderContent> ladder, IReadOnlyList<RungPrices> prices)
        {
            var known = prices.ToDictionary(one => one.Rung, StringComparer.Ordinal);
            return ladder.As(content => new Result(
                [
                    .. content.Rungs.Select(rung => new ShownRung(
                        rung.Rung, rung.Audience, rung.NextRung, Price(known[rung.Rung].LowestMinor),
                        Price(known[rung.Rung].HighestMinor))),
                ],
                LadderReview.Of(content, prices)));
        }

        private Money? Price(long? minor) => minor is { } amount ? caller.Shop.Money(amount) : null;
    }
}
