using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Reports;

/// <summary>
/// Gets the retention of customers (留存): of those whose first order lies in a week or month, the share that bought in
/// each of the following ones.
/// </summary>
internal static class GetRetentionReport
{
    /// <summary>Weeks or months, and how many.</summary>
    public sealed record Query(string? Cohort, int? Periods) : IRequest<Result>;

    /// <summary>The cohorts.</summary>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="Unit" example="month"><c>week</c> or <c>month</c>.</param>
    /// <param name="Cohorts">One for each period, the earliest first; the last one is running.</param>
    public sealed record Result(DateTimeOffset AsOf, string Unit, IReadOnlyList<Cohort> Cohorts);

    /// <summary>The customers whose first order lies in a period.</summary>
    /// <param name="Start" example="2026-01-01">First day of the period, in the shop's time zone.</param>
    /// <param name="Customers" example="120">How many they are; of the running period, so far.</param>
    /// <param name="Following">The periods after it, up to the running one.</param>
    public sealed record Cohort(string Start, long Customers, IReadOnlyList<FollowingPeriod> Following);

    /// <summary>Those of a cohort who bought in a later period.</summary>
    /// <param name="Start" example="2026-02-01">First day of the period, in the shop's time zone.</param>
    /// <param name="Numerator">Customers of the cohort who bought in it; of the running period, so far.</param>
    /// <param name="Denominator">Customers of the cohort.</param>
    /// <param name="RateBps">
    /// Numerator by denominator, rounded half up; absent while the period runs, and where the denominator is 0.
    /// </param>
    /// <param name="IsOpen">Whether the period is running.</param>
    public sealed record FollowingPeriod(string Start, long Numerator, long Denominator, long? RateBps, bool IsOpen);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/retention", (
                string? cohort, int? periods, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(cohort, periods), cancel))
            .Describe(
                "getRetentionReport", "Reports", "Get retention by cohort",
                "Returns the customers by the week or month of their first order, in the shop's time zone, and how "
                    + "many of them bought in each later one. Weeks begin on Monday. The period that is running is "
                    + "open and has no rate. Orders count by their own time of payment; orders that were refunded "
                    + "as a whole do not count. Without `periods` the report has twelve cohorts, the running one "
                    + "included.")
            .Scope(Scopes.OrdersRead).Expensive()
            .Problems(CommonProblems.ValidationFailed, CommonProblems.ValueUnknown);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Periods).Between(1, CalendarPeriods.MaxCount);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("cohort", query.Cohort, CalendarPeriods.Units);
            return db.Report(caller, time, async (transaction, asOf) =>
            {
                var periods = CalendarPeriods.Of(query.Cohort, query.Periods, caller.Shop, asOf);
                var cells = await transaction.WholeTables(batch => batch.Rows<RetentionCell>(CellsSql, new
                {
                    shop = transaction.ShopId,
                    zone = caller.Shop.TimeZone,
                    periods.Unit,
                    first = Periods.Text(periods.First),
                    running = Periods.Text(periods.Running),
                }));
                return new Result(asOf, periods.Unit, Table(periods, cells));
            }, cancel);
        }
    }

    /// <summary>The cohorts of some periods, with the cells without a customer as 0.</summary>
    internal static IReadOnlyList<Cohort> Table(CalendarPeriods periods, IReadOnlyList<RetentionCell> cells)
    {
        var known = cells.ToDictionary(cell => (cell.Cohort, cell.Period), cell => cell.Customers);
        string[] starts = [.. periods.Starts.Select(Periods.Text)];
        return
        [
            .. starts.Select((start, i) =>
            {
                var size = known.GetValueOrDefault((start, start));
                return new Cohort(start, size, [.. starts[(i + 1)..].Select((later, k) =>
                {
                    var (bought, open) = (known.GetValueOrDefault((start, later)), i + k + 2 == starts.Length);
                    return new FollowingPeriod(later, bought, size, open ? null : Share.Bps(bought, size), open);
                })]);
            }),
        ];
    }

    private const string CellsSql = $"""
        with active as (
            select distinct p.customer_key, date_trunc(@unit, p.paid_at at time zone @zone)::date as period
            from orders p
            where p.shop_id = @shop and {KeptLines.OrderIsKept}),
        bought as (
            select period, min(period) over (partition by customer_key) as cohort from active)
        select to_char(cohort, 'YYYY-MM-DD') as cohort, to_char(period, 'YYYY-MM-DD') as period, count(*) as customers
        from bought
        where cohort >= @first::text::date and period <= @running::text::date
        group by cohort, period
        """;
}
