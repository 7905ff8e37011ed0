using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.DecisionLimits;
using SocialCommerce.Commissions.Dividends;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.StopRules;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Flows.Context;

namespace SocialCommerce.Flows.Dividends;

/// <summary>
/// Shares a period's dividend pools (分红) among the partners who hold a pool's tiers at its end: a rate of the net sales
/// completed in the period less refunds booked in it, or of a profit that a named person gives. All inputs are read as
/// they were known at the period's end, whenever the run is made; later records belong to the next period. Periods
/// follow each other without gaps; a repeated period changes nothing and answers the same. A result below 0 is carried
/// into the next period. A given profit may not exceed the shop's limit and waits (202) until an approver sends the
/// same request. A dry run returns what would be shared and writes nothing.
/// </summary>
internal static class ShareDividends
{
    /// <summary>The period, and what it earned.</summary>
    /// <param name="Month">A month (<c>2026-01</c>) in the shop's time zone.</param>
    /// <param name="PeriodStart">Start of the first period that is no month; others begin where the last ended.</param>
    /// <param name="PeriodEnd">End of a period that is no month, that instant not included.</param>
    /// <param name="Profit">What dividends of the profit are taken from; may be negative.</param>
    public sealed record Body(
        string? Month = null, DateTimeOffset? PeriodStart = null, DateTimeOffset? PeriodEnd = null,
        Money? Profit = null) : IPeriodSelector;

    /// <summary>The period, and whether it is only asked about.</summary>
    public sealed record Command(Body Body, bool DryRun) : IRequest<IResult>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/dividends", (
                Body body, bool? dryRun, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(body, dryRun == true), cancel))
            .Describe(
                "shareDividends", "Settlement", "Share dividends",
                "Shares a period's dividend pools (分红) among the partners who hold its tiers at the period's end. A "
                    + "pool is a rate of the net sales completed in the period, less refunds booked in it, or of a "
                    + "profit given in the request; a negative result is carried into the next period. Periods follow "
                    + "each other without gaps. Repeating a period returns the same result; another start or profit is "
                    + "rejected, as is a profit above the shop's limit. A request with a profit returns 202 and waits "
                    + "until another person, an approver, sends the same. `dryRun` previews the result and writes "
                    + "nothing.")
            .Example("""{"month": "2026-01"}""")
            .Scope(Scopes.CommissionsWrite).RepeatableByItself().Expensive()
            .ForBackends(Roles.Finance, Roles.Operator, Roles.Approver)
            .Produces<DividendRun>(StatusCodes.Status201Created)
            .Produces<DividendRun>().Produces<PreparedDecision>(
                StatusCodes.Status202Accepted)
            .Problems(
                OperatorProblems.OwnMoney, AccessProblems.PersonRequired, DividendProblems.DividendConflict,
                DividendProblems.PeriodNotNext, DividendProblems.SharedLater, PeriodProblems.PeriodNotOver,
                DividendProblems.PeriodStartMissing, PaymentLimitProblems.ProfitExceedsLimit,
                DividendProblems.ProfitMissing, DividendProblems.ProfitNotAsked, CommonProblems.ValidationFailed);

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
                .WithErrorCode("NOT_APPLICABLE").WithMessage("periodStart cannot be combined with month.");
            RuleFor(c => c.PeriodStart).Must((c, start) => start < c.PeriodEnd)
                .When(c => c is { PeriodStart: not null, PeriodEnd: not null })
                .WithErrorCode("PERIOD_EMPTY").WithMessage("periodStart must be before periodEnd.");
            RuleFor(c => c.Profit!.Amount).InclusiveBetween(-Money.Limit, Money.Limit).When(c => c.Profit is not null)
                .WithErrorCode("AMOUNT_OUT_OF_RANGE")
                .WithMessage($"The profit must be between -{Money.Limit} and {Money.Limit}.");
            RuleFor(c => c.Profit).InShopCurrency();
        }
    }

    internal sealed class Handler(FlowContext context, ShopSettings settings, Caller caller)
        : IRequestHandler<Command, IResult>
    {
        private const int AllBps = 10_000;

        // An id that no rule of a plan can have.
        private static readonly PlanRule AllSales = new("", PlanRule.Dividend, Base: PlanRule.OfSales);

        public async Task<IResult> Handle(Command command, CancellationToken cancel)
        {
            var end = PeriodEnd.Of(command.Body, context.Shop);
            var (asked, _) = await ClosedBooks.Await(context.Db, context.Shop, end, context.Time, cancel);
            var answer = command.DryRun
                ? await context.Db.Long.ReadSnapshot(
                    context.Shop.Id, transaction => Share(transaction, command, asked), cancel)
                : await context.Db.Long.Write(
                    context.Shop.Id, transaction => Share(transaction, command, asked), cancel);
            return answer.ToResult();
        }

        private async Task<EventAnswer> Share(ShopTransaction transaction, Command command, DateTimeOffset asked)
        {
            var shop = context.Shop;
            var (body, keeps) = (command.Body, !command.DryRun);
            var end = PeriodEnd.Of(body, shop);
            var reads = transaction.Batch();
            if (keeps) reads.Commissions.LockDividends(shop.Id);
            var state = reads.ShopState(shop.Id);
            var runs = reads.Commissions.DividendRunsFrom(shop.Id, end);
            var pools = reads.Commissions.DividendPools(shop.Id, end);
            var latest = reads.Commissions.LatestPools(shop.Id);
            var source = keeps ? reads.Commissions.NextDividendSource() : new PendingRows<long>();
            var seen = reads.Commissions.Visible();
            var lists = reads.Versions(PartnerTierList.Setting, shop.Id);
            var prepared = reads.Prepared(shop.Id, DecisionKinds.DividendProfit, Json.Text(end));
            var limits = reads.InForce(PaymentLimits.Setting, shop.Id);
            await reads.Run(transaction.Cancel);
            var commissions = await settings.Commissions(transaction, state.First!);
            if (runs.List.FirstOrDefault(run => run.PeriodEnd == end) is { } same)
                throw new IdempotentReplayException(
                    Status(command), Json.Write(Same(body, same).ToRun(shop, pools.List, commissions)));
            var now = state.First!.Now(shop, context.Time);
            var start = Start(body, runs.List, end, asked);

            var plan = commissions.OfPeriod(end);
            PlanRule[] rules = [.. plan?.Content.Rules.Where(rule => rule.Kind == PlanRule.Dividend) ?? []];
            CheckProfit(body, rules);
            var run = new DividendRunRow(
                end, start, source.First, plan?.Key, body.Profit?.Amount, seen.First!, caller.Person?.OperatorId,
                now, plan is null ? now : AccrualSource.MaturesAt(plan.Content, end, now));
            var two = keeps ? Second(body, end) : null;
            var confirmed = two?.Confirmed(prepared.First);
            keeps &= two is null || confirmed is not null;
            var (dividends, sold) = await Dividends(
                transaction, run, rules, latest.List, PartnerTierList.Before(lists.All, end), keeps);
            RequireWithin(body, sold, limits.Content);
            if (two is not null && confirmed is null)
                return new EventAnswer(
                    StatusCodes.Status202Accepted, Json.Write(
                        await two.Wait(transaction, prepared.First, caller, now)));
            run = run with { PreparedBy = confirmed?.PreparedBy };
            var shared = run.ToRun(shop, DividendPoolRow.Of(dividends, end), commissions);
            if (keeps) await Keep(
                transaction, (run, shared), dividends, (prepared.First, confirmed), commissions.Stops);
            return new EventAnswer(Status(command), Json.Write(shared));
        }

        /// <summary>The decision of two persons on a given profit; null where none is given.</summary>
        private SecondPerson? Second(Body body, DateTimeOffset end) => body.Profit is null
            ? null
            : new SecondPerson(
                DecisionKinds.DividendProfit, Json.Text(end), new { body.Profit }, caller.RequirePerson(),
                Roles.Approver);

        private static void RequireWithin(Body body, long sold, PaymentLimits.Body limits)
        {
            var most = (Int128)Math.Max(sold, 0) * limits.ProfitBps / AllBps;
            if (body.Profit is { } profit && profit.Amount > most)
                throw PaymentLimitProblems.ProfitExceedsLimit.Because(
                    $"The period's net sales of {sold} allow a profit of at most {most} under the shop's limits.",
                    "#/profit/amount");
        }

        private async Task Keep(
            ShopTransaction transaction, (DividendRunRow Row, DividendRun Shown) kept, List<Dividend> dividends,
            (PreparedRow?, PreparedRow?) prepared, IReadOnlyList<AccrualStop> stops)
        {
            var run = kept.Row;
            if (caller.Person is { } person)
                await transaction.RefuseOwnMoney(person, dividends
                    .Where(one => one.Rule.Base == PlanRule.OfProfit)
                    .SelectMany(one => one.Parts).Where(part => part.Amount > 0).Select(part => part.Holder.Key));
            var writes = transaction.Batch();
            if (caller.Person is { } decider)
                writes.EndPrepared(transaction.ShopId, prepared, decider, run.RecordedAt);
            writes.Commissions.KeepDividends(
                new PostingContext(
                    transaction.ShopId, run.PeriodEnd, run.RecordedAt), context.Shop.Currency, run, dividends, stops);
            writes.Log(
                transaction.ShopId, caller, new AuditEntry("dividends", Json.Text(run.PeriodEnd), null, kept.Shown));
            if (run.Profit is not null)
                writes.Log(transaction.ShopId, caller, new AuditEntry(
                    "dividendProfit", Json.Text(run.PeriodEnd), null, new { run.Profit, run.PreparedBy }));
            await writes.Commit(transaction.Cancel);
        }

        /// <summary>One dividend for each rule; and all net sales that the period counts, where a profit is given.
        /// </summary>
        private static async Task<(List<Dividend>, long Sold)> Dividends(
            ShopTransaction transaction, DividendRunRow run, PlanRule[] rules, List<DividendPoolRow> latest,
            IReadOnlyList<PartnerTier> tiers, bool keeps)
        {
            var counting = transaction.Batch();
            counting.JoinWholeTables();
            var counted = keeps
                ? counting.Commissions.CountOrders(transaction.ShopId, run.PeriodStart, run.PeriodEnd)
                : counting.Commissions.CountableOrders(transaction.ShopId, run.PeriodStart, run.PeriodEnd);
            await counting.Run(transaction.Cancel);
            PlanRule[] read = run.Profit is null ? rules : [.. rules, AllSales];
            var sales = await PeriodSales.Read(transaction, read, run.PeriodStart, run.PeriodEnd, counted.List);
            var carried = latest.ToDictionary(pool => pool.Rule, pool => pool.CarriedOut);
            var dividends = await DividendInputs.Of(
                transaction, run, rules, sales, rule => carried.GetValueOrDefault(rule.RuleId), tiers);
            return (dividends, run.Profit is null ? 0 : sales.Earned(AllSales));
        }

        private static DividendRunRow Same(Body body, DividendRunRow kept) =>
            body.Profit?.Amount == kept.Profit && (body.PeriodStart ?? kept.PeriodStart) == kept.PeriodStart
                ? kept
                : throw DividendProblems.DividendConflict.Because(
                    "This period was shared with another start or profit.",
                    body.Profit?.Amount == kept.Profit ? "#/periodStart" : "#/profit");

        /// <summary>Where the period begins; refuses one not over, one that overlaps or leaves a gap.</summary>
        private DateTimeOffset Start(
            Body body, List<DividendRunRow> runs, DateTimeOffset end, DateTimeOffset asked)
        {
            var pointer = PeriodEnd.Pointer(body);
            PeriodEnd.RequireOver(body, end, asked);
            if (runs.Find(run => run.PeriodEnd > end) is { } later)
                throw DividendProblems.SharedLater.Because(
                    $"A later period, up to {Json.Text(later.PeriodEnd)}, has been shared.", pointer);
            var named = body.Month is { } month
                ? Periods.MonthBegin(month, context.Shop.TimeZone)
                : body.PeriodStart;
            var last = runs.FirstOrDefault()?.PeriodEnd;
            if (named is not null && last is not null && named != last)
                throw DividendProblems.PeriodNotNext.Because(
                    $"Periods have no gaps; the next one must begin at {Json.Text(last)}.",
                    body.Month is null ? "#/periodStart" : "#/month");
            return last ?? named ?? throw DividendProblems.PeriodStartMissing.Because(
                "periodStart is required for the first period.", "#/periodStart");
        }

        private void CheckProfit(Body body, PlanRule[] rules)
        {
            var asked = rules.Any(rule => rule.Base == PlanRule.OfProfit);
            if (asked && body.Profit is null)
                throw DividendProblems.ProfitMissing.Because("The plan shares profit; profit is required.", "#/profit");
            if (!asked && body.Profit is not null)
                throw DividendProblems.ProfitNotAsked.Because("The plan shares no profit; omit profit.", "#/profit");
            if (asked) caller.RequirePerson();
        }
    }
}
