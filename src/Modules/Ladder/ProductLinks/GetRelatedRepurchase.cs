using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>
/// Gets the related repurchase rate (关联复购率): of the new buyers of a period, how many bought a product linked to their
/// first order within a window.
/// </summary>
internal static class GetRelatedRepurchase
{
    /// <summary>The window without one of the request.</summary>
    public const int UsualWindowDays = 7;

    /// <summary>The benchmark without one of the request: 35 % within 7 days is what the method expects.</summary>
    public const int UsualBenchmarkBps = 3_500;

    private const int MaxBps = 10_000;

    /// <summary>The period of the first orders, the window, and the rate to compare with.</summary>
    public sealed record Query(DateTimeOffset? From, DateTimeOffset? To, int? WindowDays, int? BenchmarkBps)
        : IRequest<Result>;

    /// <summary>The rate.</summary>
    /// <param name="Repurchase">New buyers, and those who bought a linked product.</param>
    /// <param name="BenchmarkBps">The rate that it is compared with.</param>
    /// <param name="ReachesBenchmark">Whether it is as high; absent without a rate.</param>
    public sealed record Result(CohortRate Repurchase, int BenchmarkBps, bool? ReachesBenchmark);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/related-repurchase", (
                DateTimeOffset? from, DateTimeOffset? to, int? windowDays, int? benchmarkBps, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Query(from, to, windowDays, benchmarkBps), cancel))
            .Describe(
                "getRelatedRepurchase", "Reports", "Get the related repurchase rate",
                "Returns the share of new buyers who came back for a linked product. The cohort are the customers "
                    + "whose first order was paid in the period; a customer counts who paid a later order within "
                    + "`windowDays` with a product that is linked to one of the first order. Orders count by their "
                    + "own time of payment, purchases that were given back do not count, and buyers whose window has "
                    + "not passed are open. Without `to` the period ends now, without `from` it has 30 days. A period "
                    + "that is empty or longer than 366 days is refused.")
            .Scope(Scopes.OrdersRead).Expensive().Problems(CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.To).EndOfPeriod(q => q.From);
            RuleFor(q => q.WindowDays).Between(1, ProductLink.MaxWindowDays);
            RuleFor(q => q.BenchmarkBps).Between(0, MaxBps);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.Report(caller, time, async (transaction, asOf) =>
            {
                var period = ReportPeriod.Of(query.From, query.To, asOf);
                var windowDays = query.WindowDays ?? UsualWindowDays;
                var batch = transaction.Batch();
                var counts = batch.Rows<CohortCounts>(
                    RateSql, new { shop = transaction.ShopId, period.From, period.To, asOf, windowDays });
                await batch.Run(cancel);
                var rate = counts.First!.In(period, windowDays, asOf);
                var benchmark = query.BenchmarkBps ?? UsualBenchmarkBps;
                return new Result(rate, benchmark, rate.RateBps is { } bps ? bps >= benchmark : null);
            }, cancel);
    }

    private const string RateSql = $"""
        with firsts as (
            select p.customer_key, p.order_key, p.revision, p.paid_at, p.value_minor, p.refunded_minor
            from orders p
            where p.shop_id = @shop and p.paid_at >= @from and p.paid_at < @to and {KeptLines.OrderIsKept}
                and not exists (
                    select from orders e
                    where e.shop_id = @shop and e.customer_key = p.customer_key
                        and (e.paid_at, e.order_key) < (p.paid_at, p.order_key)
                        and not (e.value_minor > 0 and e.refunded_minor >= e.value_minor))),
        sold as (
            select p.customer_key, p.order_key, p.paid_at,
                array_agg(k.linked_product_id) filter (where k.linked_product_id is not null) as linked
            from firsts p
            {KeptLines.OfOrder}
            left join product_links k on k.shop_id = @shop and k.product_id = l.product_id and not k.removed
            where {KeptLines.AreKept}
            group by p.customer_key, p.order_key, p.paid_at),
        measured as (
            select s.paid_at + @windowDays * interval '24 hours' <= @asOf as closed, exists (
                select from orders p
                {KeptLines.OfOrder}
                where p.shop_id = @shop and p.customer_key = s.customer_key and p.order_key <> s.order_key
                    and p.paid_at >= s.paid_at and p.paid_at < s.paid_at + @windowDays * interval '24 hours'
                    and l.product_id = any(s.linked) and {KeptLines.AreKept}) as hit
            from sold s)
        select {CohortCounts.Columns} from measured m
        """;
}
