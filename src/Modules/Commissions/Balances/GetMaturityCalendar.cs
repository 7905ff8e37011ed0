using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Balances;

/// <summary>
/// The maturity calendar: what matures on each day in the shop's time zone, as far as known now; what waits for its
/// order's completion; and what is held, on the day on which it matures.
/// </summary>
internal static class GetMaturityCalendar
{
    /// <summary>The calendar.</summary>
    public sealed record Query : IRequest<Result>;

    /// <summary>The calendar of what is inside its hold.</summary>
    /// <param name="AsOf">The shop's clock.</param>
    /// <param name="Days">Days on which something matures.</param>
    /// <param name="Undated">What has no day yet.</param>
    /// <param name="Held">What is held, with a day or without, and what has matured since.</param>
    /// <param name="HeldUndated">Of it: what has no day yet.</param>
    /// <param name="HeldMatured">Of it: what is past its day, and is free as soon as nothing holds it.</param>
    public sealed record Result(
        DateTimeOffset AsOf, IReadOnlyList<Day> Days, Money Undated, Money Held, Money HeldUndated,
        Money HeldMatured);

    /// <summary>A day.</summary>
    /// <param name="Date" example="2026-02-14">In the shop's time zone.</param>
    /// <param name="Amount">What matures on it and is free then.</param>
    /// <param name="People">For how many people anything matures, held or not.</param>
    /// <param name="Held">What matures on it and is held by now.</param>
    public sealed record Day(string Date, Money Amount, long People, Money Held);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/maturity-calendar", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "getMaturityCalendar", "Books", "Get the maturity calendar",
                "Returns, for each day in the shop's time zone, the commission that matures on it and for how many "
                    + "partners; then the commission of orders that are not complete yet, and the held commission with "
                    + "its maturity day. Use it to forecast payouts. The figures are those known at `asOf`.")
            .Scope(Scopes.CommissionsRead).Expensive();

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.Long.ReadSnapshot(caller.Shop.Id, async transaction =>
            {
                var shop = caller.Shop;
                var first = transaction.Batch();
                var state = first.ShopState(shop.Id);
                await first.Run(cancel);
                var now = state.First!.Now(shop, time);
                var second = transaction.Batch();
                second.JoinWholeTables();
                var days = second.Rows<Row>(
                    Sql, new { shop = shop.Id, unit = shop.Currency, now, zone = shop.TimeZone });
                await second.Run(cancel);
                var undated = days.List.Find(row => row is { Date: null, Matured: false });
                return new Result(
                    now,
                    [.. days.List.Where(row => row.Date is not null).Select(row => new Day(
                        row.Date!, shop.Money(row.Pending), row.People, shop.Money(row.Held)))],
                    shop.Money(undated?.Pending ?? 0), shop.Money(days.List.Sum(row => row.Held)),
                    shop.Money(undated?.Held ?? 0),
                    shop.Money(days.List.Where(row => row.Matured).Sum(row => row.Held)));
            }, cancel);
    }

    private sealed record Row(string? Date, bool Matured, long Pending, long Held, long People);

    // A disputed line is settled and matures no more.
    private const string Sql = $"""
        select case when p.matures_at > @now then to_char(p.matures_at at time zone @zone, 'YYYY-MM-DD') end as date,
            coalesce(p.matures_at <= @now, false) as matured,
            coalesce(sum(p.pending) filter (where p.matures_at is null or p.matures_at > @now), 0)::bigint as pending,
            sum(p.held)::bigint as held, count(distinct p.customer_key) as people
        from (
            select m.customer_key, coalesce(o.matures_at, s.matures_at) as matures_at,
                sum(case '{Account.Pending}' when m.to_account then m.amount when m.from_account then -m.amount else 0
                    end) as pending,
                sum(case '{Account.Held}' when m.to_account then m.amount when m.from_account then -m.amount else 0
                    end) as held
            from movements m
            left join commission_orders o on o.shop_id = @shop and o.order_key = m.order_key
            left join (accruals a join bonus_sources s on s.shop_id = @shop and s.source_key = a.source_id
                    and s.source_kind = a.source_kind)
                on a.shop_id = @shop and a.accrual_id = m.subject_id and m.order_key is null
            where m.shop_id = @shop and m.unit = @unit
                and ('{Account.Pending}' in (m.from_account, m.to_account)
                    or '{Account.Held}' in (m.from_account, m.to_account))
                and m.event not in ('{DisputeEvents.Disputed}', '{DisputeEvents.Answered}')
            group by m.order_key, m.customer_key, coalesce(o.matures_at, s.matures_at)) as p
        where p.pending <> 0 or p.held <> 0
        group by 1, 2
        order by 1, 2
        """;
}
