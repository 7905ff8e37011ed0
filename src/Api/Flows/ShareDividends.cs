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
/// the next. A given profit may not exceed the shop's limit, and waits (202) until an approver sends the same. A dry
/// run answers what would be shared and writes nothing.
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
    public sealed record Command(Body Body, bool DryRun) : IRequest<IResult>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/dividends", (
                Body body, bool? dryRun, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(body, dryRun == true), cancel))
            .Describe("shareDividends", "Settlement", "Share a period's dividend pools")
            .Scope(Scopes.CommissionsWrite).RepeatableByItself().Expensive()
            .ForBackends(Roles.Finance, Roles.Operator, Roles.Approver)
            .Produces<DividendRun>(StatusCodes.Status201Created)
            .Produces<DividendRun>().Produces<PreparedDecision>(StatusCodes.Status202Accepted).Refuses(409, 422);

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

    internal sealed class Handler(Desk desk, Settings settings, Caller caller) : IRequestHandler<Command, IResult>
    {
        private const int AllBps = 10_000;

        // An id that no rule of a plan can have.
        private static readonly PlanRule AllSales = new("", PlanRule.Dividend, Base: PlanRule.OfSales);

        public async Task<IResult> Handle(Command command, CancellationToken cancel)
        {
            var end = PeriodEnd.Of(command.Body, desk.Shop);
            var (asked, _) = await PeriodEnd.Await(desk.Db, desk.Shop, end, desk.Time, cancel);
            var answer = command.DryRun
                ? await desk.Db.Long.ReadSnapshot(desk.Shop.Id, work => Share(work, command, asked), cancel)
                : await desk.Db.Long.Write(desk.Shop.Id, work => Share(work, command, asked), cancel);
            return answer.ToResult();
        }

        private async Task<EventAnswer> Share(Work work, Command command, DateTimeOffset asked)
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
            var prepared = reading.Prepared(shop.Id, PreparedDecision.DividendProfit, Json.Text(end));
            var limits = reading.PaymentLimitsInForce(shop.Id);
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
            var two = keeps ? Second(body, end) : null;
            var confirmed = two?.Confirmed(prepared.First);
            keeps &= two is null || confirmed is not null;
            var (dividends, sold) = await Dividends(
                work, run, rules, latest.List, TierList.At(lists.List, end), keeps);
            RequireWithin(body, sold, limits.OrUsual());
            if (two is not null && confirmed is null)
                return new EventAnswer(
                    StatusCodes.Status202Accepted, Json.Write(await two.Wait(work, prepared.First, caller, now)));
            run = run with { PreparedBy = confirmed?.PreparedBy };
            var shared = run.ToRun(shop, DividendPoolRow.Of(dividends, end), commissions);
            if (keeps) await Keep(work, (run, shared), dividends, (prepared.First, confirmed), commissions.Brakes);
            return new EventAnswer(Status(command), Json.Write(shared));
        }

        /// <summary>The decision of two persons on a given profit; null where none is given.</summary>
        private SecondPerson? Second(Body body, DateTimeOffset end) => body.Profit is null
            ? null
            : new SecondPerson(
                PreparedDecision.DividendProfit, Json.Text(end), new { body.Profit }, caller.RequirePerson(),
                Roles.Approver);

        private static void RequireWithin(Body body, long sold, PaymentLimits.Limits limits)
        {
            var most = (Int128)Math.Max(sold, 0) * limits.ProfitBps / AllBps;
            if (body.Profit is { } profit && profit.Amount > most)
                throw Refused.Invalid(
                    "PROFIT_EXCEEDS_LIMIT",
                    $"The period counts {sold} of net sales; the shop's payment limits allow a profit of {most}.",
                    "#/profit/amount");
        }

        private async Task Keep(
            Work work, (DividendRunRow Row, DividendRun Shown) kept, List<Dividend> dividends,
            (PreparedRow?, PreparedRow?) prepared, IReadOnlyList<Brake> brakes)
        {
            var run = kept.Row;
            if (caller.Person is { } person)
                await work.RefuseOwnMoney(person, dividends
                    .Where(one => one.Rule.Base == PlanRule.OfProfit)
                    .SelectMany(one => one.Parts).Where(part => part.Amount > 0).Select(part => part.Holder.Key));
            var writing = work.Batch();
            if (caller.Person is { } decider)
                writing.EndPrepared(work.ShopId, prepared, decider, run.RecordedAt);
            writing.KeepDividends(
                new Occasion(work.ShopId, run.PeriodEnd, run.RecordedAt), desk.Shop.Currency, run, dividends, brakes);
            writing.Log(work.ShopId, caller, new Change("dividends", Json.Text(run.PeriodEnd), null, kept.Shown));
            if (run.Profit is not null)
                writing.Log(work.ShopId, caller, new Change(
                    "dividendProfit", Json.Text(run.PeriodEnd), null, new { run.Profit, run.PreparedBy }));
            await writing.Commit(work.Cancel);
        }

        /// <summary>One dividend for each rule; and all net sales that the period counts, where a profit is given.
        /// </summary>
        private static async Task<(List<Dividend>, long Sold)> Dividends(
            Work work, DividendRunRow run, PlanRule[] rules, List<DividendPoolRow> latest,
            IReadOnlyList<PartnerTier> tiers, bool keeps)
        {
            var counting = work.Batch();
            counting.JoinWholeTables();
            var counted = keeps
                ? counting.CountOrders(work.ShopId, run.PeriodStart, run.PeriodEnd)
                : counting.CountableOrders(work.ShopId, run.PeriodStart, run.PeriodEnd);
            await counting.Run(work.Cancel);
            PlanRule[] read = run.Profit is null ? rules : [.. rules, AllSales];
            var sales = await PeriodSales.Read(work, read, run.PeriodStart, run.PeriodEnd, counted.List);
            var carried = latest.ToDictionary(pool => pool.Rule, pool => pool.CarriedOut);
            var dividends = await DividendReading.Of(
                work, run, rules, sales, rule => carried.GetValueOrDefault(rule.RuleId), tiers);
            return (dividends, run.Profit is null ? 0 : sales.Earned(AllSales));
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
            if (asked) caller.RequirePerson(Roles.Finance, Roles.Operator, Roles.Approver);
        }
    }
}
