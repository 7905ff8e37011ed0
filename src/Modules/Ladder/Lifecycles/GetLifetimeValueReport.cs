using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>Gets the lifetime value (终身消费) of cohorts of customers in its three forms, as means.</summary>
internal static class GetLifetimeValueReport
{
    /// <summary>Weeks or months, and how many.</summary>
    public sealed record Query(string? Cohort, int? Periods) : IRequest<Result>;

    /// <summary>The cohorts.</summary>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="Unit" example="month"><c>week</c> or <c>month</c>.</param>
    /// <param name="Cohorts">One for each period, the earliest first; the last one is running.</param>
    public sealed record Result(DateTimeOffset AsOf, string Unit, IReadOnlyList<Values> Cohorts);

    /// <summary>The customers whose first order lies in a period.</summary>
    /// <param name="Start" example="2026-01-01">First day of the period, in the shop's time zone.</param>
    /// <param name="Customers" example="120">How many they are; of the running period, so far.</param>
    /// <param name="Actual">Value of their orders less refunds, to date.</param>
    /// <param name="ActualMean">Of a customer; absent without one.</param>
    /// <param name="WithLiteral" example="75">Customers who have a value by the formula.</param>
    /// <param name="WithoutLiteral" example="45">
    /// Those who have none, because their orders do not span any time; they are in neither mean of the formula.
    /// </param>
    /// <param name="MeanOfProducts">
    /// Mean of each customer's frequency × lifetime × ticket; absent where no customer has a value.
    /// </param>
    /// <param name="ProductOfMeans">
    /// Mean frequency × mean lifetime × mean ticket of the same customers, as the formula is written; absent where no
    /// customer has a value.
    /// </param>
    /// <param name="ProjectedMean">
    /// Mean of each customer's frequency × expected remaining days × ticket; absent without a customer.
    /// </param>
    public sealed record Values(
        string Start, long Customers, Money Actual, Money? ActualMean, long WithLiteral, long WithoutLiteral,
        Money? MeanOfProducts, Money? ProductOfMeans, Money? ProjectedMean);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/lifetime-value", (
                string? cohort, int? periods, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(cohort, periods), cancel))
            .Describe(
                "getLifetimeValueReport", "Reports", "Get lifetime value by cohort",
                "Returns the lifetime value of the customers by the week or month of their first order, in the shop's "
                    + "time zone: actual, by the formula, and projected, as `getLifetimeValue` has them for one "
                    + "customer. The formula has two cohort means, which differ: the mean of the products, and the "
                    + "product of the means. Without `periods` the report has twelve cohorts, the running one "
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
                var reads = transaction.Batch();
                var settings = reads.InForce(PutLifecycleSettings.Setting, transaction.ShopId);
                await reads.Run(cancel);
                var periods = CalendarPeriods.Of(query.Cohort, query.Periods, caller.Shop, asOf);
                var rows = await transaction.WholeTables(batch => batch.Rows<Row>(ValuesSql, new
                {
                    shop = transaction.ShopId,
                    zone = caller.Shop.TimeZone,
                    periods.Unit,
                    first = Periods.Text(periods.First),
                    unitDays = Spending.UnitDays,
                    settings.Content.RemainingDays,
                }));
                var known = rows.ToDictionary(row => row.Cohort);
                return new Result(asOf, periods.Unit, [.. periods.Starts.Select(Periods.Text).Select(start =>
                    (known.GetValueOrDefault(start) ?? new Row(start, 0, 0, 0, 0, null, null)).ToValues(caller.Shop))]);
            }, cancel);
        }
    }

    private sealed record Row(
        string Cohort, long Customers, long ActualMinor, long WithLiteral, long LiteralMinor, long? ProductOfMeans,
        long? ProjectedMean)
    {
        public Values ToValues(Shop shop)
        {
            Money? Worth(long? minor) => minor is { } amount ? shop.Money(amount) : null;
            var actual = shop.Money(ActualMinor);
            return new Values(
                Cohort, Customers, actual, Share.Of(actual, Customers), WithLiteral, Customers - WithLiteral,
                Share.Of(shop.Money(LiteralMinor), WithLiteral), Worth(ProductOfMeans), Worth(ProjectedMean));
        }
    }

    private const string ValuesSql = $"""
        with {LifecycleSql.People},
        spent as (
            select to_char(date_trunc(@unit, first_paid_at at time zone @zone), 'YYYY-MM-DD') as cohort, net_minor,
                orders, extract(epoch from last_paid_at - first_paid_at) / 86400 as days,
                orders > 1 and last_paid_at > first_paid_at as has_literal
            from people)
        select cohort, count(*) as customers, sum(net_minor)::bigint as actual_minor,
            count(*) filter (where has_literal) as with_literal,
            coalesce(sum(net_minor) filter (where has_literal), 0)::bigint as literal_minor,
            round(avg(orders / nullif(days, 0)) filter (where has_literal) * avg(days) filter (where has_literal)
                * avg(net_minor::numeric / orders) filter (where has_literal))::bigint as product_of_means,
            round(avg(net_minor * (@remainingDays / greatest(days, @unitDays))))::bigint as projected_mean
        from spent
        where cohort >= @first
        group by cohort
        """;
}
