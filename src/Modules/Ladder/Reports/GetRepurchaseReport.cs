using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Reports;

/// <summary>
/// Gets the repurchase rates (复购率) of a shop and of each of its products: of the customers who bought for the first
/// time in a period, how many bought again within 7, 30 and 90 days.
/// </summary>
internal static class GetRepurchaseReport
{
    /// <summary>The period of the first purchases, the windows, and the page of products.</summary>
    public sealed record Query(
        DateTimeOffset? From, DateTimeOffset? To, string? Windows, int? Limit, string? Cursor) : IRequest<Result>;

    /// <summary>The rates.</summary>
    /// <param name="Total">Of the first orders of customers, one entry for each window.</param>
    /// <param name="Products">Of the first purchases of each product, by product id.</param>
    public sealed record Result(IReadOnlyList<RepurchaseRates> Total, Page<Item> Products);

    /// <summary>The rates of a product that was bought for the first time in the period.</summary>
    /// <param name="ProductId">The product.</param>
    /// <param name="Rates">One entry for each window.</param>
    public sealed record Item(string ProductId, IReadOnlyList<RepurchaseRates> Rates);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/repurchase", (
                DateTimeOffset? from, DateTimeOffset? to, string? windows, int? limit, string? cursor,
                IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(from, to, windows, limit, cursor), cancel))
            .Describe(
                "getRepurchaseReport", "Reports", "Get repurchase rates",
                "Returns the repurchase rates in total and by product. The cohort of a product are the customers "
                    + "whose first purchase of it lies in the period, and the cohort of the total those whose first "
                    + "order does. `sameProduct` counts who bought the product again in a later order within the "
                    + "window, in total any product of the first order; `anyProduct` counts who paid any later "
                    + "order. Orders count by their own time of payment, purchases that were given back do not "
                    + "count, and customers whose window has not passed are open. Without `to` the period ends now, "
                    + "without `from` it has 30 days. A period that is empty or longer than 366 days is refused.")
            .Scope(Scopes.OrdersRead).Expensive()
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.To).EndOfPeriod(q => q.From);
            RuleFor(q => q.Windows).Must(text => ReportWindows.Of(text) is not null).WithErrorCode("WINDOWS_INVALID")
                .WithMessage($"Up to five windows of 1 to {ReportWindows.MaxDays} days, the shortest first: 7,30,90.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var (limit, after) = (Paging.Limit(query.Limit), Paging.Decode(query.Cursor) ?? "");
            return db.Report(caller, time, async (transaction, asOf) =>
            {
                var period = ReportPeriod.Of(query.From, query.To, asOf);
                var windows = ReportWindows.Of(query.Windows)!;
                var batch = transaction.Batch();
                var rows = batch.Rows<Row>(RatesSql, new
                {
                    shop = transaction.ShopId,
                    period.From,
                    period.To,
                    asOf,
                    windows,
                    longest = windows[^1],
                    after,
                    limit = limit + 1,
                });
                await batch.Run(cancel);
                var cohorts = rows.List.GroupBy(row => row.ProductId).Select(one =>
                    (one.Key, Rates: one.Select(row => row.ToRates(period, asOf)).ToList())).ToList();
                return new Result(
                    cohorts[0].Rates, Paging.Of(
                        [.. cohorts.Skip(1).Select(one => new Item(one.Key!, one.Rates))], limit,
                        item => item.ProductId));
            }, cancel);
        }
    }

    private sealed record Row(
        string? ProductId, int WindowDays, long Denominator, long SameNumerator, long AnyNumerator, long Open,
        long OpenSame, long OpenAny)
    {
        public RepurchaseRates ToRates(ReportPeriod period, DateTimeOffset asOf) => new(
            WindowDays, new CohortCounts(Denominator, SameNumerator, Open, OpenSame).In(period, WindowDays, asOf),
            new CohortCounts(Denominator, AnyNumerator, Open, OpenAny).In(period, WindowDays, asOf));
    }

    // Windows over the purchases of the customers instead of joins: the planner knows no period's size, and would loop.
    private const string RatesSql = $"""
        with seen as materialized (
            select distinct customer_key from orders
            where shop_id = @shop and paid_at >= @from and paid_at < @to),
        bought as (
            select distinct p.customer_key, p.order_key, p.paid_at, l.product_id
            from seen s
            join orders p on p.shop_id = @shop and p.customer_key = s.customer_key
            {KeptLines.OfOrder}
            where p.paid_at < @to::timestamptz + @longest * interval '24 hours' and {KeptLines.AreKept}),
        followed as (
            select b.customer_key, b.product_id, b.paid_at,
                dense_rank() over orders_of as nth_order, row_number() over purchases_of as nth_purchase,
                lead(b.paid_at) over purchases_of as same_at,
                min(b.paid_at) over (orders_of groups between 1 following and 1 following) as any_at
            from bought b
            window orders_of as (partition by b.customer_key order by b.paid_at, b.order_key),
                purchases_of as (partition by b.customer_key, b.product_id order by b.paid_at, b.order_key)),
        firsts as materialized (
            select f.product_id, f.paid_at, f.same_at, f.any_at
            from followed f where f.nth_purchase = 1 and f.paid_at >= @from and f.paid_at < @to
            union all
            select null, f.paid_at, min(f.same_at), min(f.any_at)
            from followed f where f.nth_order = 1 and f.paid_at >= @from and f.paid_at < @to
            group by f.customer_key, f.paid_at),
        page as (
            select distinct product_id from firsts
            where product_id > @after order by product_id limit @limit),
        measured as (
            select f.product_id, w.days, f.paid_at + w.days * interval '24 hours' <= @asOf as closed,
                coalesce(f.same_at < f.paid_at + w.days * interval '24 hours', false) as same,
                coalesce(f.any_at < f.paid_at + w.days * interval '24 hours', false) as any_product
            from firsts f
            cross join unnest(@windows) as w(days)
            where f.product_id is null or f.product_id in (select product_id from page)
            union all
            select null, w.days, null, null, null from unnest(@windows) as w(days))
        select m.product_id, m.days as window_days, count(*) filter (where m.closed) as denominator,
            count(*) filter (where m.closed and m.same) as same_numerator,
            count(*) filter (where m.closed and m.any_product) as any_numerator,
            count(*) filter (where not m.closed) as open,
            count(*) filter (where not m.closed and m.same) as open_same,
            count(*) filter (where not m.closed and m.any_product) as open_any
        from measured m
        group by m.product_id, m.days
        order by m.product_id nulls first, m.days
        """;
}
