using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Settlements;
using SocialCommerce.Commissions.StopRules;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>The statements by which pools are shared; the flow carries them.</summary>
public static class DividendSql
{
    /// <summary>One run of a shop at a time, dividends and settlements alike.</summary>
    public static void LockDividends(this CommissionsBatch batch, long shopId) => batch.LockSettlement(shopId);

    /// <summary>The runs that end at or after an instant, and the latest before it, latest first.</summary>
    public static PendingRows<DividendRunRow> DividendRunsFrom(
        this CommissionsBatch batch, long shopId, DateTimeOffset end) =>
        batch.Rows<DividendRunRow>(RunsFromSql, new { shop = shopId, end });

    /// <summary>Every run, oldest first.</summary>
    public static PendingRows<DividendRunRow> DividendRuns(this CommissionsBatch batch, long shopId) =>
        batch.Rows<DividendRunRow>(RunsSql, new { shop = shopId });

    /// <summary>Every run's pools, or one run's.</summary>
    public static PendingRows<DividendPoolRow> DividendPools(
        this CommissionsBatch batch, long shopId, DateTimeOffset? end = null) =>
        batch.Rows<DividendPoolRow>(PoolsSql, new { shop = shopId, end });

    /// <summary>The latest pool of each rule.</summary>
    public static PendingRows<DividendPoolRow> LatestPools(this CommissionsBatch batch, long shopId) =>
        batch.Rows<DividendPoolRow>(LatestPoolsSql, new { shop = shopId });

    /// <summary>
    /// Counts the orders that were complete, and known to be, before a period's end, and that no earlier run has
    /// counted; their keys. What was known to be complete at the first run's start belongs to no period.
    /// </summary>
    public static PendingRows<long> CountOrders(
        this CommissionsBatch batch, long shopId, DateTimeOffset start, DateTimeOffset end) =>
        batch.Rows<long>(CountSql, new { shop = shopId, start, end });

    /// <summary>
    /// The keys of the orders that <see cref="CountOrders"/> would count, on this day or on any later one.
    /// </summary>
    public static PendingRows<long> CountableOrders(
        this CommissionsBatch batch, long shopId, DateTimeOffset start, DateTimeOffset end) =>
        batch.Rows<long>(CountableSql, new { shop = shopId, start, end });

    /// <summary>The keys of the orders that a run has counted.</summary>
    public static PendingRows<long> CountedOrders(this CommissionsBatch batch, long shopId, DateTimeOffset end) =>
        batch.Rows<long>(CountedSql, new { shop = shopId, end });

    /// <summary>Of these orders, those that have been counted, with their snapshots.</summary>
    /// <param name="keys">The orders.</param>
    /// <param name="counted">Whether each is counted by the period itself.</param>
    /// <param name="end">The period's end.</param>
    public static PendingRows<PoolOrder> PoolOrders(
        this CommissionsBatch batch, long shopId, long[] keys, bool[] counted, DateTimeOffset start,
        DateTimeOffset end) =>
        batch.Rows<PoolOrder>(OrdersSql, new { shop = shopId, keys, counted, start, end });

    /// <summary>What can be seen now, as <c>pg_snapshot</c> writes it.</summary>
    public static PendingRows<string> Visible(this CommissionsBatch batch) => batch.Rows<string>(VisibleSql, new { });

    /// <summary>The active holders of one of the tiers at an instant, as far as a snapshot sees the history.</summary>
    public static PendingRows<Holder> Holders(
        this CommissionsBatch batch, long shopId, IEnumerable<string> tiers, DateTimeOffset end, string seen) =>
        batch.Rows<Holder>(HoldersSql, new { shop = shopId, tiers = tiers.ToArray(), end, seen });

    /// <summary>The parts that a run has kept.</summary>
    public static PendingRows<KeptPart> KeptParts(this CommissionsBatch batch, long shopId, DateTimeOffset end) =>
        batch.Rows<KeptPart>(PartsSql, new { shop = shopId, end });

    /// <summary>Keeps a run with its pools and parts, and accrues them.</summary>
    public static void KeepDividends(
        this CommissionsBatch batch, PostingContext posting, string unit, DividendRunRow run,
        IReadOnlyList<Dividend> dividends,
        IReadOnlyList<AccrualStop> stops)
    {
        var shop = posting.ShopId;
        var parts = dividends
            .SelectMany(dividend => dividend.Parts.Select(part => (dividend.Rule, Part: part))).ToList();
        batch.Do(KeepRunSql, new
        {
            shop,
            run.PeriodEnd,
            run.PeriodStart,
            run.SourceKey,
            run.PlanKey,
            run.Profit,
            run.Seen,
            run.DecidedBy,
            run.RecordedAt,
            run.AsKnown,
            run.PreparedBy,
        });
        batch.Do(KeepPoolsSql, new
        {
            shop,
            run.PeriodEnd,
            rules = dividends.Select(one => one.Rule.RuleId).ToArray(),
            earned = dividends.Select(one => one.Earned).ToArray(),
            carried = dividends.Select(one => one.CarriedIn).ToArray(),
            pools = dividends.Select(one => one.Pool).ToArray(),
            weights = dividends.Select(one => one.Weights.ToString()).ToArray(),
            holders = dividends.Select(one => (long)one.Parts.Count).ToArray(),
        });
        batch.Do(KeepPartsSql, new
        {
            shop,
            run.PeriodEnd,
            rules = parts.Select(one => one.Rule.RuleId).ToArray(),
            keys = parts.Select(one => one.Part.Holder.Key).ToArray(),
            seqs = parts.Select(one => one.Part.Holder.Seq).ToArray(),
            tiers = parts.Select(one => one.Part.Holder.Tier).ToArray(),
            weights = parts.Select(one => one.Part.Weight).ToArray(),
            amounts = parts.Select(one => one.Part.Amount).ToArray(),
        });
        batch.Accrue(
            posting, unit,
            new NewSource(
                run.SourceKey, AccrualSource.Period, AccrualSource.PeriodId(run.PeriodEnd), run.PlanKey, run.MaturesAt),
            [.. parts.Select(one => new SourceShare(
                one.Rule.RuleId, PlanRule.Dividend, one.Part.Holder.Key, one.Part.Holder.Tier, one.Part.Amount))],
            stops);
        batch.Sql.Announce(posting, "dividend.shared", new { run.PeriodEnd });
    }

    /// <summary>A key for the accruals' source.</summary>
    public static PendingRows<long> NextDividendSource(this CommissionsBatch batch) => batch.NextSource();

    private const string RunsFromSql = $"""
        (select {DividendRunRow.Columns} where r.shop_id = @shop and r.period_end >= @end order by r.period_end desc)
        union all
        (select {DividendRunRow.Columns} where r.shop_id = @shop and r.period_end < @end
            order by r.period_end desc limit 1)
        """;

    private const string RunsSql = $"""
        select {DividendRunRow.Columns} where r.shop_id = @shop order by r.period_end
        """;

    private const string PoolsSql = $"""
        select {DividendPoolRow.Columns} from dividend_pools
        where shop_id = @shop and (@end is null or period_end = @end) order by period_end, rule
        """;

    private const string LatestPoolsSql = $"""
        select distinct on (rule) {DividendPoolRow.Columns} from dividend_pools
        where shop_id = @shop order by rule, period_end desc
        """;

    private const string CountSql = $"""
        insert into dividend_orders (shop_id, order_key, period_end)
        select @shop, order_key, @end from ({CountableSql}) as countable
        returning order_key
        """;

    // As it was known at the end: the entry that the first later report replaced, or the present completion.
    private const string CountableSql = """
        with first as (
            select coalesce(min(period_start), @start) as start from dividend_runs where shop_id = @shop)
        select o.order_key
        from first cross join commission_orders o
        left join (
            select distinct on (order_key) order_key, completed_at, heard_at from past_completions
            where shop_id = @shop and until >= @end
            order by order_key, until, entry_id) as at_end on at_end.order_key = o.order_key
        left join (
            select distinct on (p.order_key) p.order_key, p.completed_at, p.heard_at
            from past_completions p cross join first
            where p.shop_id = @shop and p.until >= first.start
            order by p.order_key, p.until, p.entry_id) as before on before.order_key = o.order_key
        where o.shop_id = @shop and o.plan_key is not null
            and case when at_end.order_key is null then o.completed_at else at_end.completed_at end < @end
            and coalesce(at_end.heard_at, o.completion_heard_at, o.recorded_at) < @end
            and (case when before.order_key is null then o.completed_at else before.completed_at end < first.start
                and coalesce(before.heard_at, o.completion_heard_at, o.recorded_at) < first.start) is not true
            and not exists (
                select 1 from dividend_orders d
                where d.shop_id = @shop and d.order_key = o.order_key and d.period_end < @end)
        """;

    private const string CountedSql = """
        select order_key from dividend_orders where shop_id = @shop and period_end = @end order by order_key
        """;

    private const string OrdersSql = $"""
        select o.order_key, {OrderChanges.SnapshotAtEnd} as snapshot,
            case when d.period_end < @end then {OrderChanges.SnapshotAtStart} end as before,
            coalesce(d.period_end, @end) as period_end
        from unnest(@keys, @counted) as k(key, counted)
        join commission_orders o on o.shop_id = @shop and o.order_key = k.key
        left join dividend_orders d on d.shop_id = @shop and d.order_key = k.key
        where k.counted or d.period_end is not null
        order by o.order_key
        """;

    private const string VisibleSql = "select pg_current_snapshot()::text";

    private const string HoldersSql = """
        select h.customer_key as key, c.customer_id, h.tier, h.seq
        from (
            select distinct on (customer_key) customer_key, tier, active, seq from partner_history
            where shop_id = @shop and recorded_at < @end
                and pg_visible_in_snapshot(transaction_id, @seen::pg_snapshot)
            order by customer_key, seq desc) as h
        join customers c on c.shop_id = @shop and c.customer_key = h.customer_key
        where h.active and h.tier = any(@tiers)
        """;

    private const string PartsSql = """
        select rule, customer_key, history_seq, tier, weight, amount from dividend_shares
        where shop_id = @shop and period_end = @end
        """;

    private const string KeepRunSql = """
        insert into dividend_runs (shop_id, period_end, period_start, source_key, plan_key, profit, seen, decided_by,
            recorded_at, as_known, prepared_by)
        values (@shop, @periodEnd, @periodStart, @sourceKey, @planKey, @profit, @seen::pg_snapshot, @decidedBy,
            @recordedAt, @asKnown, @preparedBy)
        """;

    private const string KeepPoolsSql = """
        insert into dividend_pools (shop_id, period_end, rule, earned, carried_in, pool, weights, holders)
        select @shop, @periodEnd, rule, earned, carried, pool, weights::numeric, holders
        from unnest(@rules, @earned, @carried, @pools, @weights, @holders)
            as p(rule, earned, carried, pool, weights, holders)
        """;

    private const string KeepPartsSql = """
        insert into dividend_shares (shop_id, period_end, rule, customer_key, history_seq, tier, weight, amount)
        select @shop, @periodEnd, rule, key, seq, tier, weight, amount
        from unnest(@rules, @keys, @seqs, @tiers, @weights, @amounts) as p(rule, key, seq, tier, weight, amount)
        """;
}
