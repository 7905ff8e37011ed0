using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Reports;

/// <summary>
/// Gets what so many members buy (杂货铺理论): a shop lives on what a fixed number of members buys across categories, so the
/// report shows how many of them buy, how much, and which categories they leave out.
/// </summary>
internal static class GetGroceryStoreReport
{
    /// <summary>The members that figures are given for without a number in the request.</summary>
    public const int UsualBase = 1_000;

    /// <summary>The most members that figures are given for.</summary>
    public const int MaxBase = 1_000_000;

    private const int MostCategories = 100;

    /// <summary>The period of the purchases, and the members that figures are given for.</summary>
    public sealed record Query(DateTimeOffset? From, DateTimeOffset? To, int? Base) : IRequest<Result>;

    /// <summary>The members and their purchases.</summary>
    /// <param name="From">Start of the period of the purchases.</param>
    /// <param name="To">Its end, which no longer belongs to it.</param>
    /// <param name="AsOf">The shop's time of the count.</param>
    /// <param name="Base">How many members the figures <c>perBase</c> are given for.</param>
    /// <param name="Members" example="640">Customers who had become members before the period.</param>
    /// <param name="Open" example="35">Customers who became members within the period; they are not counted.</param>
    /// <param name="ActiveBuyers">Members who bought in the period.</param>
    /// <param name="Orders">Their orders.</param>
    /// <param name="Categories">Categories that they bought from, each once for each of them.</param>
    /// <param name="CategoriesPerBuyer" example="2.25">
    /// Categories that an active buyer bought from in the mean; absent without one.
    /// </param>
    /// <param name="Revenue">Value of their orders less refunds.</param>
    /// <param name="RevenuePerBase">What falls on so many members; absent without a member.</param>
    /// <param name="WhiteSpace">
    /// Up to 100 categories of the shop and how many members bought from each, the fewest first.
    /// </param>
    public sealed record Result(
        DateTimeOffset From, DateTimeOffset To, DateTimeOffset AsOf, int Base, long Members, long Open,
        MemberFigure ActiveBuyers, MemberFigure Orders, MemberFigure Categories, decimal? CategoriesPerBuyer,
        Money Revenue, Money? RevenuePerBase, IReadOnlyList<Category> WhiteSpace);

    /// <summary>A count over the members.</summary>
    /// <param name="Numerator">The count.</param>
    /// <param name="Denominator">The members.</param>
    /// <param name="PerBase" example="412.50">What falls on so many members; absent without a member.</param>
    public sealed record MemberFigure(long Numerator, long Denominator, decimal? PerBase);

    /// <summary>A category of the shop: a class of products.</summary>
    /// <param name="Class">The merchant's own class.</param>
    /// <param name="Numerator">Members who bought from it in the period.</param>
    /// <param name="Denominator">The members.</param>
    /// <param name="RateBps">Numerator by denominator, rounded half up; absent where the denominator is 0.</param>
    public sealed record Category(string Class, long Numerator, long Denominator, long? RateBps);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/reports/grocery-store", (
                DateTimeOffset? from, DateTimeOffset? to, int? @base, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(from, to, @base), cancel))
            .Describe(
                "getGroceryStoreReport", "Reports", "Get the grocery-store view of members",
                "Returns how many members bought in the period, how many orders they paid, from how many categories, "
                    + "for how much, and the white space: the categories that fewest of them bought from. A category "
                    + "is a class of products. Members are the customers who had become members before the period "
                    + "began, also where a membership has ended since; those who joined within it have not had the "
                    + "whole period and are open. Purchases that were given back do not count. `perBase` is what "
                    + "falls on `base` members. A period ends now at the latest; without `from` it has 30 days. A "
                    + "period that is empty or longer than 366 days is refused.")
            .Scope(Scopes.OrdersRead).Expensive().Problems(CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.To).EndOfPeriod(q => q.From);
            RuleFor(q => q.Base).Between(1, MaxBase);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.Report(caller, time, async (transaction, asOf) =>
            {
                var period = ReportPeriod.Of(query.From, query.To, asOf).Until(asOf);
                var rows = await transaction.WholeTables(batch => batch.Rows<Row>(MembersSql, new
                {
                    shop = transaction.ShopId,
                    period.From,
                    period.To,
                    most = MostCategories,
                }));
                return Of(rows, period, asOf, query.Base ?? UsualBase, caller.Shop);
            }, cancel);

        private static Result Of(List<Row> rows, ReportPeriod period, DateTimeOffset asOf, int size, Shop shop)
        {
            var all = rows[0];
            MemberFigure Figure(long count) => new(count, all.Members, Share.Of(count, all.Members, size));
            var revenue = shop.Money(all.Revenue);
            return new Result(
                period.From, period.To, asOf, size, all.Members, all.Open, Figure(all.Buyers), Figure(all.Orders),
                Figure(all.Categories), Share.Of(all.Categories, all.Buyers), revenue,
                Share.Of(revenue, all.Members, size),
                [
                    .. rows.Where(row => row.Class is not null).Select(row => new Category(
                        row.Class!, row.BuyersOfClass, all.Members, Share.Bps(row.BuyersOfClass, all.Members))),
                ]);
        }
    }

    private sealed record Row(
        string? Class, long BuyersOfClass, long Members, long Open, long Buyers, long Orders, long Categories,
        long Revenue);

    private const string MembersSql = $"""
        with bought as materialized (
            select p.customer_key, p.order_key, p.value_minor - p.refunded_minor as net_minor, g.class
            from orders p
            join journeys j on j.shop_id = @shop and j.customer_key = p.customer_key and j.member_at < @from
            {KeptLines.OfEveryOrder}
            join products g on g.shop_id = @shop and g.product_id = l.product_id
            where p.shop_id = @shop and p.paid_at >= @from and p.paid_at < @to and {KeptLines.AreKept}
            group by p.customer_key, p.order_key, p.value_minor, p.refunded_minor, g.class),
        sums as (
            select count(distinct customer_key) as buyers, count(*) as orders, sum(net_minor) as revenue
            from (select distinct customer_key, order_key, net_minor from bought) as o),
        chosen as (
            select class, count(distinct customer_key) as buyers from bought where class is not null group by class),
        shelf as (
            select g.class, coalesce(max(h.buyers), 0) as buyers
            from products g left join chosen h on h.class = g.class
            where g.shop_id = @shop and g.class is not null
            group by g.class order by 2, 1 limit @most)
        select s.class, coalesce(s.buyers, 0) as buyers_of_class, m.members, m.open, u.buyers, u.orders,
            coalesce((select sum(buyers) from chosen), 0)::bigint as categories,
            coalesce(u.revenue, 0)::bigint as revenue
        from (
            select count(*) filter (where member_at < @from) as members,
                count(*) filter (where member_at >= @from and member_at < @to) as open
            from journeys where shop_id = @shop) as m
        cross join sums u
        left join shelf s on true
        order by s.buyers, s.class
        """;
}
