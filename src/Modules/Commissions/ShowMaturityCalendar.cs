using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>
/// What matures on which day, in the shop's time zone, as far as it is known by now; and what waits for its order's
/// completion.
/// </summary>
public static class ShowMaturityCalendar
{
    /// <summary>The calendar.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>The calendar of what is inside its hold.</summary>
    /// <param name="AsOf">The shop's clock.</param>
    /// <param name="Days">Days on which something matures.</param>
    /// <param name="Undated">What has no day yet.</param>
    public sealed record Result(DateTimeOffset AsOf, IReadOnlyList<Day> Days, Money Undated);

    /// <summary>A day.</summary>
    /// <param name="Date">In the shop's time zone.</param>
    /// <param name="Amount">What matures on it.</param>
    /// <param name="People">For how many people.</param>
    public sealed record Day(string Date, Money Amount, long People);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/maturity-calendar", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe("getMaturityCalendar", "Books", "Show what matures on which day").Scope(Scopes.CommissionsRead);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.ReadSnapshot(caller.Shop.Id, async work =>
            {
                var shop = caller.Shop;
                var first = work.Batch();
                var state = first.ShopState(shop.Id);
                await first.Run(cancel);
                var now = state.First!.Now(shop, time);
                var second = work.Batch();
                second.JoinWholeTables();
                var days = second.Rows<Row>(
                    Sql, new { shop = shop.Id, unit = shop.Currency, now, zone = shop.TimeZone });
                await second.Run(cancel);
                return new Result(
                    now,
                    [.. days.List.Where(row => row.Date is not null).Select(row => new Day(
                        row.Date!, shop.Money(row.Amount), row.People))],
                    shop.Money(days.List.Where(row => row.Date is null).Sum(row => row.Amount)));
            }, cancel);
    }

    private sealed record Row(string? Date, long Amount, long People);

    private const string Sql = """
        select to_char(o.matures_at at time zone @zone, 'YYYY-MM-DD') as date, sum(p.amount)::bigint as amount,
            count(distinct p.customer_key) as people
        from (
            select m.order_key, m.customer_key, sum(case 'pending'
                when m.to_account then m.amount when m.from_account then -m.amount else 0 end)::bigint as amount
            from movements m
            where m.shop_id = @shop and m.unit = @unit and 'pending' in (m.from_account, m.to_account)
            group by m.order_key, m.customer_key) as p
        left join commission_orders o on o.shop_id = @shop and o.order_key = p.order_key
        where p.amount <> 0 and (o.matures_at is null or o.matures_at > @now)
        group by 1 order by 1
        """;
}
