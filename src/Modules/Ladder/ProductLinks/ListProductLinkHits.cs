using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>
/// Lists how often each link in force holds: of the customers who bought its first product in a period, how many bought
/// the linked one within the link's window.
/// </summary>
internal static class ListProductLinkHits
{
    /// <summary>The period of the first purchases, and the page of links.</summary>
    public sealed record Query(DateTimeOffset? From, DateTimeOffset? To, int? Limit, string? Cursor)
        : IRequest<Page<Item>>;

    /// <summary>A link and how often it holds.</summary>
    /// <param name="ProductId">The product that is bought first.</param>
    /// <param name="LinkedProductId">The product that follows.</param>
    /// <param name="Reason" example="A toner prepares the skin for the serum">Why it follows.</param>
    /// <param name="Hits">Buyers of the first product, and those who bought the linked one.</param>
    public sealed record Item(string ProductId, string LinkedProductId, string Reason, CohortRate Hits);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/product-link-hits", (
                DateTimeOffset? from, DateTimeOffset? to, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(from, to, limit, cursor), cancel))
            .Describe(
                "listProductLinkHits", "Reports", "List hits of product links",
                "Lists the links in force with their hits. The cohort of a link are the customers who bought its "
                    + "first product in the period, each from the first such purchase on; a hit is a customer who "
                    + "bought the linked product with it or within the link's window. Orders count by their own time "
                    + "of payment, purchases that were given back do not count, and customers whose window has not "
                    + "passed are open. Without `to` the period ends now, without `from` it has 30 days. A period "
                    + "that is empty or longer than 366 days is refused.")
            .Scope(Scopes.OrdersRead).Expensive()
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.To).EndOfPeriod(q => q.From);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Item>>
    {
        public Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var (limit, after) = (Paging.Limit(query.Limit), LinkPosition.Of(query.Cursor));
            return db.Report(caller, time, async (transaction, asOf) =>
            {
                var period = ReportPeriod.Of(query.From, query.To, asOf);
                var batch = transaction.Batch();
                var rows = batch.Rows<Row>(HitsSql, new
                {
                    shop = transaction.ShopId,
                    period.From,
                    period.To,
                    asOf,
                    afterProduct = after.ProductId,
                    afterLinked = after.LinkedProductId,
                    limit = limit + 1,
                });
                await batch.Run(cancel);
                return Paging.Of(
                    rows.List, limit, row => new LinkPosition(row.ProductId, row.LinkedProductId).ToString())
                    .Select(row => row.ToItem(period, asOf));
            }, cancel);
        }
    }

    private sealed record Row(
        string ProductId, string LinkedProductId, string Reason, int WindowDays, long Denominator, long Numerator,
        long Open, long OpenNumerator)
    {
        public Item ToItem(ReportPeriod period, DateTimeOffset asOf) => new(
            ProductId, LinkedProductId, Reason,
            new CohortCounts(Denominator, Numerator, Open, OpenNumerator).In(period, WindowDays, asOf));
    }

    private const string HitsSql = $"""
        with page as materialized (
            select product_id, linked_product_id, reason, window_days from product_links
            where shop_id = @shop and not removed
                and (product_id, linked_product_id) > (@afterProduct, @afterLinked)
            order by product_id, linked_product_id limit @limit),
        bought as (
            select l.product_id, p.customer_key, min(p.paid_at) as paid_at
            from orders p
            {KeptLines.OfOrder}
            where p.shop_id = @shop and p.paid_at >= @from and p.paid_at < @to
                and l.product_id in (select product_id from page) and {KeptLines.AreKept}
            group by l.product_id, p.customer_key),
        measured as (
            select k.product_id, k.linked_product_id,
                b.paid_at + k.window_days * interval '24 hours' <= @asOf as closed, exists (
                    select from orders p
                    {KeptLines.OfOrder}
                    where p.shop_id = @shop and p.customer_key = b.customer_key and p.paid_at >= b.paid_at
                        and p.paid_at < b.paid_at + k.window_days * interval '24 hours'
                        and l.product_id = k.linked_product_id and {KeptLines.AreKept}) as hit
            from page k join bought b on b.product_id = k.product_id)
        select k.product_id, k.linked_product_id, k.reason, k.window_days, {CohortCounts.Columns}
        from page k
        left join measured m on m.product_id = k.product_id and m.linked_product_id = k.linked_product_id
        group by k.product_id, k.linked_product_id, k.reason, k.window_days
        order by k.product_id, k.linked_product_id
        """;
}
