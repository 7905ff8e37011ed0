using SocialCommerce.Flows.Context;
using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Ladder.Reports;
using SocialCommerce.Referrals.Bindings;

namespace SocialCommerce.Flows.Reports;

/// <summary>
/// Gets the efficiency of products (产品效率): what each brought by itself and through referrals, for each day on which it
/// was sold, and in all for each product.
/// </summary>
internal static class GetProductEfficiency
{
    /// <summary>The period of the orders, and the page of products.</summary>
    public sealed record Query(DateTimeOffset? From, DateTimeOffset? To, int? Limit, string? Cursor) : IRequest<Result>;

    /// <summary>The efficiency of a shop's products.</summary>
    /// <param name="From">Start of the period in which the orders were paid.</param>
    /// <param name="To">Its end, which no longer belongs to it.</param>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="ProductCount" example="24">The products that were sold in the period.</param>
    /// <param name="Total">All of them together.</param>
    /// <param name="PerProduct">The total value by product; absent without one.</param>
    /// <param name="Products">Each of them, the best by value of an active day first.</param>
    public sealed record Result(
        DateTimeOffset From, DateTimeOffset To, DateTimeOffset AsOf, long ProductCount, Efficiency Total,
        Money? PerProduct, Page<Item> Products);

    /// <summary>A product that was sold in the period.</summary>
    /// <param name="ProductId">The product.</param>
    /// <param name="Efficiency">What it brought.</param>
    public sealed record Item(string ProductId, Efficiency Efficiency);

    /// <summary>What was brought on the days of sale.</summary>
    /// <param name="OwnValue">From customers without a referrer.</param>
    /// <param name="ReferredValue">From customers who are bound to a referrer.</param>
    /// <param name="Numerator">Both together.</param>
    /// <param name="ActiveDays" example="26">Days, in the shop's time zone, on which it was sold.</param>
    /// <param name="PerActiveDay">Numerator by active days; absent without one.</param>
    public sealed record Efficiency(
        Money OwnValue, Money ReferredValue, Money Numerator, long ActiveDays, Money? PerActiveDay);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/product-efficiency", (
                DateTimeOffset? from, DateTimeOffset? to, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(from, to, limit, cursor), cancel))
            .Describe(
                "getProductEfficiency", "Reports", "Get the efficiency of products",
                "Returns the value of the lines that were paid in the period and kept, by product: own value from "
                    + "customers without a referrer, referred value from customers who are bound to one by now, and "
                    + "both by the days on which the product was sold. What is left of an order after refunds is "
                    + "spread over its kept lines. Products have no cost: the figures are values, not margins. "
                    + "Without `to` the period ends now, without `from` it has 30 days. A period that is empty or "
                    + "longer than 366 days is refused.")
            .Scope(Scopes.OrdersRead).Expensive()
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.To).EndOfPeriod(q => q.From);
    }

    internal sealed class Handler(FlowContext context) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var (limit, after) = (Paging.Limit(query.Limit), EarningPosition.Of(query.Cursor));
            return context.Db.Report(context.Caller, context.Time, async (transaction, asOf) =>
            {
                var reads = transaction.Batch();
                var bound = reads.Referrals.BoundCustomers(transaction.ShopId);
                await reads.Run(cancel);
                var period = ReportPeriod.Of(query.From, query.To, asOf);
                var counting = transaction.Batch();
                counting.JoinWholeTables();
                // The total is a row of its own.
                var rows = counting.Ladder.ProductEarnings(
                    context.Shop, [.. bound.List], period, after, limit + 2);
                await counting.Run(cancel);
                var total = rows.List[0];
                var page = Paging.Of(
                    rows.List[1..], limit, row => new EarningPosition(row.PerDayMinor, row.ProductId!).ToString());
                return new Result(
                    period.From, period.To, asOf, total.Products, Of(total),
                    Share.Of(Of(total).Numerator, total.Products),
                    page.Select(row => new Item(row.ProductId!, Of(row))));
            }, cancel);
        }

        private Efficiency Of(ProductEarning earning)
        {
            Money Worth(long minor) => context.Shop.Money(minor);
            var value = Worth(earning.OwnMinor + earning.ReferredMinor);
            return new Efficiency(
                Worth(earning.OwnMinor), Worth(earning.ReferredMinor), value, earning.ActiveDays,
                Share.Of(value, earning.ActiveDays));
        }
    }
}
