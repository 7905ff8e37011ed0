using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Simulations;

namespace SocialCommerce.Commissions.Backtests;

/// <summary>The statements by which backtests are found and worked on.</summary>
public static class BacktestSql
{
    /// <summary>Shops where a job waits or was left.</summary>
    public static Task<List<Shop>> BacktestShops(this Db db, DateTimeOffset now, CancellationToken cancel) =>
        db.Rows<Shop>(0, DueSql, new { now }, cancel);

    /// <summary>The number of waiting and running jobs of a shop.</summary>
    public static PendingRows<long> OpenBacktests(this CommissionsBatch batch, long shopId) =>
        batch.Rows<long>(OpenSql, new { shop = shopId });

    /// <summary>Keeps a job with the version as it is now.</summary>
    public static PendingRows<BacktestRow> StartBacktest(
        this CommissionsBatch batch, long shopId, PlanRow plan, BacktestAsked asked) =>
        batch.Rows<BacktestRow>(StartSql, new
        {
            shop = shopId,
            plan.PlanKey,
            plan.Revision,
            plan.Content,
            asked.From,
            asked.To,
            asked.Top,
            tiers = asked.Tiers is null ? null : Json.Write(asked.Tiers),
            asked.By,
            asked.At,
        });

    /// <summary>A backtest.</summary>
    public static PendingRows<BacktestRow> FindBacktest(this CommissionsBatch batch, long shopId, long key) =>
        batch.Rows<BacktestRow>(FindSql, new { shop = shopId, key });

    /// <summary>The backtest, or 404.</summary>
    public static BacktestRow OrNotFound(this PendingRows<BacktestRow> rows, string backtestId) =>
        rows.First ?? throw BacktestProblems.BacktestNotFound.For(backtestId);

    /// <summary>Takes up the oldest job without a valid lease and leases it until the given time.</summary>
    public static PendingRows<BacktestRow> TakeUpBacktest(
        this CommissionsBatch batch, long shopId, DateTimeOffset now, DateTimeOffset until) =>
        batch.Rows<BacktestRow>(TakeUpSql, new { shop = shopId, now, until });

    /// <summary>
    /// Tells how far an attempt is, and keeps what it found; no row when it is not its turn any more.
    /// </summary>
    public static PendingRows<long> Advance(
        this CommissionsBatch batch, long shopId, BacktestRow job, DateTimeOffset until,
        IReadOnlyCollection<BacktestedOrder> found) =>
        batch.Rows<long>(AdvanceSql, new
        {
            shop = shopId,
            job.BacktestKey,
            job.Attempt,
            job.OrdersRead,
            job.OrdersAll,
            until,
            orders = found.Select(order => order.OrderKey).ToArray(),
            people = found.Select(order => order.People).ToArray(),
        });

    /// <summary>Ends an attempt; no row when it is not its turn any more.</summary>
    public static PendingRows<long> End(
        this CommissionsBatch batch, long shopId, BacktestRow job, DateTimeOffset now) =>
        batch.Rows<long>(EndSql, new
        {
            shop = shopId,
            job.BacktestKey,
            job.Attempt,
            job.Status,
            job.Report,
            job.Problem,
            job.OrdersAll,
            now,
        });

    /// <summary>Leaves a job to the next worker.</summary>
    public static PendingRows<long> Leave(this CommissionsBatch batch, long shopId, BacktestRow job) =>
        batch.Rows<long>(LeaveSql, new { shop = shopId, job.BacktestKey, job.Attempt });

    private const string OpenSql = """
        select count(*) from backtests where shop_id = @shop and status in ('waiting', 'running')
        """;

    private const string StartSql = $"""
        insert into backtests (shop_id, plan_key, revision, content, paid_from, paid_to, top, tiers, created_by,
            created_at)
        values (@shop, @planKey, @revision, @content::jsonb, @from, @to, @top, @tiers::jsonb, @by, @at)
        returning {BacktestRow.Columns}
        """;

    private const string DueSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from backtest_shops_due(@now)
        """;

    private const string FindSql = $"""
        select {BacktestRow.Columns} from backtests where shop_id = @shop and backtest_key = @key
        """;

    private const string TakeUpSql = $"""
        with taken as (
            update backtests set status = 'running', attempt = attempt + 1, orders_read = 0, lease_until = @until
            where shop_id = @shop and backtest_key = (
                select backtest_key from backtests
                where shop_id = @shop and status in ('waiting', 'running')
                    and (lease_until is null or lease_until < @now)
                order by backtest_key limit 1 for update skip locked)
            returning {BacktestRow.Columns}),
        gone as (
            delete from backtested_orders
            where shop_id = @shop and backtest_key = (select backtest_key from taken))
        select {BacktestRow.Columns} from taken
        """;

    // A worker that has lost the lease stores no order either.
    private const string AdvanceSql = """
        with turn as (
            update backtests set orders_read = @ordersRead, orders_all = @ordersAll, lease_until = @until
            where shop_id = @shop and backtest_key = @backtestKey and attempt = @attempt and status = 'running'
            returning backtest_key),
        kept as (
            insert into backtested_orders (shop_id, backtest_key, order_key, people)
            select @shop, turn.backtest_key, found.order_key, found.people::jsonb
            from turn cross join unnest(@orders, @people) as found(order_key, people))
        select backtest_key from turn
        """;

    private const string EndSql = """
        update backtests set status = @status, report = @report::jsonb, problem = @problem, ended_at = @now,
            orders_all = @ordersAll, orders_read = case when @status = 'done' then @ordersAll else orders_read end,
            lease_until = null
        where shop_id = @shop and backtest_key = @backtestKey and attempt = @attempt and status = 'running'
        returning backtest_key
        """;

    private const string LeaveSql = """
        update backtests set lease_until = null
        where shop_id = @shop and backtest_key = @backtestKey and attempt = @attempt and status = 'running'
        returning backtest_key
        """;
}
