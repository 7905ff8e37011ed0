using FluentValidation;
using MediatR;
using SocialCommerce.Commissions;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Api.Flows;

/// <summary>
/// Shares a period's pools (分红): net sales completed in it less refunds booked in it, or a profit that a named person
/// gives, times the pool's rate, among those who hold the tier at its end. Everything is read as it was known at the
/// period's end, on whatever day the run is made; what is recorded later belongs to the next period. Periods follow
/// each other without gaps; the same one again changes nothing and answers the same. What is below 0 is carried into
/// the next. A dry run answers what would be shared and writes nothing.
/// </summary>
public static class ShareDividends
{
    /// <summary>The period, and what it earned.</summary>
    /// <param name="Month">A month (<c>2026-01</c>) in the shop's time zone.</param>
    /// <param name="PeriodStart">Start of the first period that is no month; others begin where the last ended.</param>
    /// <param name="PeriodEnd">End of a period that is no month, that instant not included.</param>
    /// <param name="Profit">What dividends of the profit are taken from; may be negative.</param>
    public sealed record Body(
        string? Month = null, DateTimeOffset? PeriodStart = null, DateTimeOffset? PeriodEnd = null,
        Money? Profit = null) : INamesPeriodEnd;

    /// <summary>The period, and whether it is only asked about.</summary>
    public sealed record Command(Body Body, bool DryRun) : IRequest<string>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/dividends", async (
                Body body, bool? dryRun, IMediator mediator, CancellationToken cancel) =>
            {
                var command = new Command(body, dryRun == true);
                var answer = await mediator.Send(command, cancel);
                return Results.Text(answer, "application/json", statusCode: Status(command));
            })
            .Describe("shareDividends", "Settlement", "Share a period's dividend pools")
            .Scope(Scopes.CommissionsWrite).RepeatableByItself().ForBackends(Roles.Finance, Roles.Operator).Expensive()
            .Produces<DividendRun>(StatusCodes.Status201Created)
            .Produces<DividendRun>().Refuses(409, 422);

    private static int Status(Command command) =>
        command.DryRun ? StatusCodes.Status200OK : StatusCodes.Status201Created;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body).SetValidator(new BodyValidator());
    }

    private sealed class BodyValidator : AbstractValidator<Body>
    {
        public BodyValidator()
        {
            Include(new PeriodEnd.Validator());
            RuleFor(c => c.PeriodStart).Null().When(c => c.Month is not null)
                .WithErrorCode("NOT_APPLICABLE").WithMessage("A month begins where it begins.");
            RuleFor(c => c.PeriodStart).Must((c, start) => start < c.PeriodEnd)
                .When(c => c is { PeriodStart: not null, PeriodEnd: not null })
                .WithErrorCode("PERIOD_EMPTY").WithMessage("A period ends after it starts.");
            RuleFor(c => c.Profit!.Amount).InclusiveBetween(-Money.Limit, Money.Limit).When(c => c.Profit is not null)
                .WithErrorCode("AMOUNT_OUT_OF_RANGE").WithMessage($"At most {Money.Limit}.");
            RuleFor(c => c.Profit).InShopCurrency();
        }
    }

    internal sealed class Handler(Desk desk, Settings settings, Caller caller) : IRequestHandler<Command, string>
    {
        public async Task<string> Handle(Command command, CancellationToken cancel)
        {
            var asked = await PeriodEnd.Await(desk.Db, desk.Shop, desk.Time, cancel);
            return command.DryRun
                ? await desk.Db.ReadSnapshot(desk.Shop.Id, work => Share(work, command, asked), cancel)
                : await desk.Db.Write(desk.Shop.Id, work => Share(work, command, asked), cancel);
        }

        private async Task<string> Share(Work work, Command command, DateTimeOffset asked)
        {
            var shop = desk.Shop;
            var (body, keeps) = (command.Body, !command.DryRun);
            var end = PeriodEnd.Of(body, shop);
            var reading = work.Batch();
            if (keeps) reading.LockDividends(shop.Id);
            var state = reading.ShopState(shop.Id);
            var runs = reading.DividendRunsFrom(shop.Id, end);
            var pools = reading.DividendPools(shop.Id, end);
            var latest = reading.LatestPools(shop.Id);
            var source = keeps ? reading.NextDividendSource() : new Rows<long>();
            var seen = reading.Visible();
            var lists = reading.TierLists(shop.Id);
            await reading.Run(work.Cancel);
            var commissions = await settings.Commissions(work, state.First!);
            if (runs.List.FirstOrDefault(run => run.PeriodEnd == end) is { } same)
                throw new Replayed(
                    Status(command), Json.Write(Same(body, same).ToRun(shop, pools.List, commissions)));
            var now = state.First!.Now(shop, desk.Time);
            var start = Start(body, runs.List, end, asked);

            var plan = commissions.OfPeriod(end);
            PlanRule[] rules = [.. plan?.Content.Rules.Where(rule => rule.Kind == PlanRule.Dividend) ?? []];
            CheckProfit(body, rules);
            var run = new DividendRunRow(
                end, start, source.First, plan?.Key, body.Profit?.Amount, seen.First!, caller.Person?.OperatorId,
                now, plan is null ? now : BonusSource.MaturesAt(plan.Content, end, now));
            var dividends = await Dividends(work, run, rules, latest.List, TierList.At(lists.List, end), keeps);
            if (keeps)
            {
                var writing = work.Batch();
                writing.KeepDividends(
                    new Occasion(shop.Id, end, now), shop.Currency, run, dividends, commissions.Brakes);
                await writing.Commit(work.Cancel);
            }
            return Json.Write(run.ToRun(shop, DividendPoolRow.Of(dividends, end), commissions));
        }

        private static async Task<List<Dividend>> Dividends(
            Work work, DividendRunRow run, PlanRule[] rules, List<DividendPoolRow> latest,
            IReadOnlyList<PartnerTier> tiers, bool keeps)
        {
            var counting = work.Batch();
            counting.JoinWholeTables();
            var counted = keeps
                ? counting.CountOrders(work.ShopId, run.PeriodStart, run.PeriodEnd)
                : counting.CountableOrders(work.ShopId, run.PeriodStart, run.PeriodEnd);
            await counting.Run(work.Cancel);
            var sales = await PeriodSales.Read(work, rules, run.PeriodStart, run.PeriodEnd, counted.List);
            var carried = latest.ToDictionary(pool => pool.Rule, pool => pool.CarriedOut);
            return await DividendReading.Of(
                work, run, rules, sales, rule => carried.GetValueOrDefault(rule.RuleId), tiers);
        }

        private static DividendRunRow Same(Body body, DividendRunRow kept) =>
            body.Profit?.Amount == kept.Profit && (body.PeriodStart ?? kept.PeriodStart) == kept.PeriodStart
                ? kept
                : throw Refused.Conflict(
                    "DIVIDEND_CONFLICT", "This period has been shared with another start or profit.",
                    body.Profit?.Amount == kept.Profit ? "#/periodStart" : "#/profit");

        /// <summary>Where the period begins; refuses one not over, one that overlaps or leaves a gap.</summary>
        private DateTimeOffset Start(
            Body body, List<DividendRunRow> runs, DateTimeOffset end, DateTimeOffset asked)
        {
            var pointer = PeriodEnd.Pointer(body);
            PeriodEnd.RequireOver(body, end, asked);
            if (runs.Find(run => run.PeriodEnd > end) is { } later)
                throw Refused.Conflict(
                    "SHARED_LATER", $"The period up to {Json.Text(later.PeriodEnd)} has been shared.", pointer);
            var named = body.Month is { } month
                ? Periods.MonthBegin(month, desk.Shop.TimeZone)
                : body.PeriodStart;
            var last = runs.FirstOrDefault()?.PeriodEnd;
            if (named is not null && last is not null && named != last)
                throw Refused.Conflict(
                    "PERIOD_NOT_NEXT", $"The next period begins at {Json.Text(last)}.",
                    body.Month is null ? "#/periodStart" : "#/month");
            return last ?? named ?? throw Refused.Invalid(
                "PERIOD_START_MISSING", "The first period names its start.", "#/periodStart");
        }

        private void CheckProfit(Body body, PlanRule[] rules)
        {
            var asked = rules.Any(rule => rule.Base == PlanRule.OfProfit);
            if (asked && body.Profit is null)
                throw Refused.Invalid("PROFIT_MISSING", "The plan has a dividend of the profit.", "#/profit");
            if (!asked && body.Profit is not null)
                throw Refused.Invalid("PROFIT_NOT_ASKED", "The plan has no dividend of the profit.", "#/profit");
            if (asked) caller.RequirePerson(Roles.Finance, Roles.Operator);
        }
    }
}
