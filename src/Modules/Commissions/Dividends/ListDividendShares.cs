namespace SocialCommerce.Commissions.Dividends;

/// <summary>Lists each holder's share of a period's dividend pools with its computation.</summary>
internal static class ListDividendShares
{
    /// <summary>The parts of a run, or one person's.</summary>
    public sealed record Query(DateTimeOffset PeriodEnd, string? CustomerId, int? Limit, string? Cursor)
        : IRequest<Page<DividendShare>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/dividends/{periodEnd}/shares", (
                DateTimeOffset periodEnd, string? customerId, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Query(periodEnd, customerId, limit, cursor), cancel))
            .Describe(
                "listDividendShares", "Settlement", "List a dividend run's shares",
                "Lists each holder's share of a period's dividend pools with its computation: base, pool, weight, "
                    + "total of weights, exact fraction and rounding, and whether the share is pending, matured, held "
                    + "or rejected. Filter by `customerId` to explain one partner's share.")
            .Scope(Scopes.CommissionsRead)
            .Problems(
                CommonProblems.CursorUnreadable, DividendProblems.DividendNotFound, CommonProblems.StillRunning,
                CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, IMediator mediator, TimeProvider time)
        : IRequestHandler<Query, Page<DividendShare>>
    {
        public async Task<Page<DividendShare>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var after = Paging.DecodeKey(query.Cursor);
            await mediator.Send(new GetDividends.Query(query.PeriodEnd), cancel);
            var state = await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel);
            var now = state.First!.Now(shop, time);
            var rows = await db.Rows<DividendShareRow>(shop.Id, SharesSql, new
            {
                shop = shop.Id,
                query.PeriodEnd,
                query.CustomerId,
                after,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.Place).Select(row => row.ToShare(shop, now));
        }
    }

    private const string SharesSql = """
        select place, customer_id, rule, tier, base, pool, weight, weights, amount, matures_at, (
                select case when bool_or(e.outcome = 'rejected') then 'rejected'
                    when bool_or(e.hold_key is null) then 'held' end
                from accruals a
                join holds h on h.shop_id = @shop and h.accrual_id = a.accrual_id
                left join hold_ends e on e.shop_id = @shop and e.hold_key = h.hold_key
                where a.shop_id = @shop and a.source_kind = 'period' and a.source_id = parts.source_key
                    and a.rule = parts.rule and a.beneficiary_key = parts.customer_key) as hold
        from (
            select row_number() over (order by d.rule, c.customer_id) as place, c.customer_id, d.rule, d.tier,
                p.earned + p.carried_in as base, p.pool, d.weight, p.weights::text as weights, d.amount, s.matures_at,
                r.source_key, d.customer_key
            from dividend_shares d
            join dividend_pools p on p.shop_id = @shop and p.period_end = d.period_end and p.rule = d.rule
            join dividend_runs r on r.shop_id = @shop and r.period_end = d.period_end
            join bonus_sources s on s.shop_id = @shop and s.source_key = r.source_key
            join customers c on c.shop_id = @shop and c.customer_key = d.customer_key
            where d.shop_id = @shop and d.period_end = @periodEnd
                and (@customerId is null or c.customer_id = @customerId)) as parts
        where parts.place > @after order by parts.place limit @take
        """;
}
