namespace SocialCommerce.Commissions.Balances;

/// <summary>
/// Lists partners with a negative balance and the age of the debt: how long ago the balance fell below 0 and has stayed
/// there. Commission whose hold has ended counts from that moment, whether or not it is booked.
/// </summary>
internal static class ListDebts
{
    /// <summary>The page of debts.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<Result>>;

    /// <summary>A debt.</summary>
    /// <param name="CustomerId">The partner.</param>
    /// <param name="Debt">What is owed; more than 0.</param>
    /// <param name="Since">When the balance fell below 0, by the shop's clock.</param>
    /// <param name="AgeDays">Whole days since then.</param>
    public sealed record Result(string CustomerId, Money Debt, DateTimeOffset Since, long AgeDays);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/debts", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listDebts", "Settlement", "List debts",
                "Lists partners with a negative available balance, the amount owed, and the age of the debt: how long "
                    + "ago the balance fell below 0 and has stayed there. Commission whose hold has ended counts from "
                    + "that moment, even if it was booked later.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Result>>
    {
        public async Task<Page<Result>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var state = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
            var now = state.First!.Now(shop, time);
            var rows = await db.Rows<Row>(
                shop.Id, Sql, new { shop = shop.Id, unit = shop.Currency, now, after, take = limit + 1 }, cancel);
            return Paging.Of(rows, limit, row => row.Key).Select(row => row.ToResult(shop, now));
        }
    }

    private sealed record Row(long Key, string CustomerId, long Debt, DateTimeOffset Since)
    {
        public Result ToResult(Shop shop, DateTimeOffset now) =>
            new(CustomerId, shop.Money(Debt), Since, (now - Since).Days);
    }

    // Only who had something taken back can owe. What matured or was settled counts from the moment at which it was
    // due, not from when it was booked, so that a late run makes no debt older or younger.
    private const string Sql = $"""
        select p.key, c.customer_id, (-owed.balance)::bigint as debt, owed.since
        from (
            select distinct customer_key as key from movements
            where shop_id = @shop and unit = @unit and customer_key > @after
                and from_account = '{Account.Available}' and to_account in ('{Account.Expense}', '{Account.Held}')) as p
        join customers c on c.shop_id = @shop and c.customer_key = p.key
        cross join lateral (
            select max(r.balance) filter (where r.latest) as balance,
                min(r.at) filter (where r.n > r.last_good) as since
            from (
                select b.*, max(case when b.balance >= 0 then b.n else 0 end) over () as last_good,
                    b.n = max(b.n) over () as latest
                from (
                    select changes.at, sum(changes.change) over in_time as balance, row_number() over in_time as n
                    from ({Changes}) as changes
                    window in_time as (order by changes.at, changes.movement_id)) as b) as r) as owed
        where owed.balance < 0
        order by p.key limit @take
        """;

    private const string Changes = $"""
        select m.movement_id, case when sides.account = '{Account.Pending}'
                then greatest(coalesce(o.matures_at, s.matures_at), m.recorded_at)
            when m.event in ('matured', 'settled') then m.occurred_at else m.recorded_at end as at, sides.change
        from movements m
        cross join lateral (values (m.from_account, -m.amount), (m.to_account, m.amount)) as sides(account, change)
        left join commission_orders o on o.shop_id = @shop and o.order_key = m.order_key
        left join (accruals a join bonus_sources s on s.shop_id = @shop and s.source_key = a.source_id
                and s.source_kind = a.source_kind)
            on a.shop_id = @shop and a.accrual_id = m.subject_id and m.order_key is null
            and sides.account = '{Account.Pending}'
        where m.shop_id = @shop and m.customer_key = p.key and m.unit = @unit and (
            sides.account = '{Account.Available}'
            or (sides.account = '{Account.Pending}' and coalesce(o.matures_at, s.matures_at) <= @now
                and not coalesce(o.matured, s.matured)))
        """;
}
