using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Settings;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>Lists the periods whose dividend pools were shared, and each holder's share with its computation.</summary>
internal static class ShowDividends
{
    /// <summary>The runs, oldest first.</summary>
    public sealed record RunsQuery(int? Limit, string? Cursor) : IRequest<Page<DividendRun>>;

    /// <summary>One run.</summary>
    public sealed record RunQuery(DateTimeOffset PeriodEnd) : IRequest<DividendRun>;

    /// <summary>The parts of a run, or one person's.</summary>
    public sealed record SharesQuery(DateTimeOffset PeriodEnd, string? CustomerId, int? Limit, string? Cursor)
        : IRequest<Page<DividendShare>>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/dividends", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new RunsQuery(limit, cursor), cancel))
            .Describe(
                "listDividends", "Settlement", "List dividend runs",
                "Lists the periods for which dividend pools were shared, oldest first, each with its pools, the plan "
                    + "version and the profit that was given.")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.StillRunning, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/dividends/{periodEnd}",
                (DateTimeOffset periodEnd, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(new RunQuery(periodEnd), cancel))
            .Describe(
                "getDividends", "Settlement", "Get a dividend run",
                "Returns the dividend run of one period: what each pool was computed from, its rate, what was shared "
                    + "and what is carried into the next period. A period that has not been shared returns 404.")
            .Scope(Scopes.CommissionsRead).Problems(DividendProblems.DividendNotFound, CommonProblems.StillRunning);
        routes.MapGet("/v1/dividends/{periodEnd}/shares", (
                DateTimeOffset periodEnd, string? customerId, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new SharesQuery(periodEnd, customerId, limit, cursor), cancel))
            .Describe(
                "listDividendShares", "Settlement", "List a dividend run's shares",
                "Lists each holder's share of a period's dividend pools with its computation: base, pool, weight, "
                    + "total of weights, exact fraction and rounding, and whether the share is pending, matured, held "
                    + "or rejected. Filter by `customerId` to explain one partner's share.")
            .Scope(Scopes.CommissionsRead)
            .Problems(
                CommonProblems.CursorUnreadable, DividendProblems.DividendNotFound, CommonProblems.StillRunning,
                CommonProblems.LimitOutOfRange);
    }

    internal sealed class Handler(Db db, Caller caller, CommissionSettingsCache settings, TimeProvider time)
        : IRequestHandler<RunsQuery, Page<DividendRun>>, IRequestHandler<RunQuery, DividendRun>,
        IRequestHandler<SharesQuery, Page<DividendShare>>
    {
        public async Task<Page<DividendRun>> Handle(RunsQuery query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var runs = await Runs(null, Paging.DecodeInstant(query.Cursor), limit + 1, cancel);
            return Paging.Of(runs, limit, run => Paging.Position(run.PeriodEnd));
        }

        public async Task<DividendRun> Handle(RunQuery query, CancellationToken cancel) =>
            (await Runs(query.PeriodEnd, null, 1, cancel)).FirstOrDefault()
            ?? throw DividendProblems.DividendNotFound.For(AccrualSource.PeriodId(query.PeriodEnd));

        public async Task<Page<DividendShare>> Handle(SharesQuery query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var after = Paging.DecodeKey(query.Cursor);
            await Handle(new RunQuery(query.PeriodEnd), cancel);
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

        private async Task<List<DividendRun>> Runs(
            DateTimeOffset? end, DateTimeOffset? after, int take, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<DividendRunRow>? runs = null;
            PendingRows<DividendPoolRow>? pools = null;
            var state = await db.Read(shop.Id, batch =>
            {
                runs = batch.Rows<DividendRunRow>(RunsSql, new { shop = shop.Id, end, after, take });
                pools = batch.Commissions.DividendPools(shop.Id, end);
                return batch.ShopState(shop.Id);
            }, cancel);
            var plans = await settings.Get(shop.Id, state.First!.SettingsVersion, cancel);
            return runs!.List.ConvertAll(run => run.ToRun(shop, pools!.List, plans));
        }
    }

    private const string RunsSql = $"""
        select {DividendRunRow.Columns}
        where r.shop_id = @shop and (@end is null or r.period_end = @end) and (@after is null or r.period_end > @after)
        order by r.period_end limit @take
        """;

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
