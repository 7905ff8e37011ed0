namespace SocialCommerce.Commissions.Settlements;

/// <summary>The SQL of settlement runs.</summary>
internal static class SettlementSql
{
    /// <summary>One run of a shop at a time.</summary>
    public static void LockSettlement(this CommissionsBatch batch, long shopId) =>
        batch.Sql.TakeAlone(NumberedLock.Settlement, shopId);

    /// <summary>The runs that end at or after an instant, and the latest before it.</summary>
    public static PendingRows<RunSettlement.RunRow> RunsFrom(
        this CommissionsBatch batch, long shopId, DateTimeOffset end) =>
        batch.Rows<RunSettlement.RunRow>(RunsSql, new { shop = shopId, end });

    /// <summary>The balances that the previous run carried forward.</summary>
    public static PendingRows<CarriedBalance> Carries(
        this CommissionsBatch batch, long shopId, DateTimeOffset? start) =>
        batch.Rows<CarriedBalance>(CarriesSql, new { shop = shopId, start });

    /// <summary>The running number of the shop's last statement; 0 before the first.</summary>
    public static PendingRows<long> LastNumber(this CommissionsBatch batch, long shopId) =>
        batch.Rows<long>(NumberSql, new { shop = shopId });

    /// <summary>The hashes of these people's latest statements.</summary>
    public static PendingRows<PreviousHash> LastHashes(this CommissionsBatch batch, long shopId, long[] keys) =>
        batch.Rows<PreviousHash>(HashesSql, new { shop = shopId, keys });

    /// <summary>Keeps statements with their lines, available → settled, and what is carried.</summary>
    public static void RecordRun(
        this CommissionsBatch batch, PostingContext posting, string unit, List<MadeStatement> made,
        IReadOnlyList<CarriedBalance> carried)
    {
        var (shop, end) = (posting.ShopId, posting.OccurredAt);
        if (carried.Count > 0) batch.Do(KeepCarriesSql, new
        {
            shop,
            end,
            keys = carried.Select(carry => carry.CustomerKey).ToArray(),
            balances = carried.Select(carry => carry.Balance).ToArray(),
        });
        if (made.Count == 0) return;
        batch.Do(StatementsSql, new
        {
            shop,
            end,
            unit,
            posting.RecordedAt,
            ids = made.Select(m => m.Statement.StatementId).ToArray(),
            keys = made.Select(m => m.CustomerKey).ToArray(),
            statementNumbers = made.Select(m => m.Statement.Number!.Value).ToArray(),
            totals = made.Select(m => m.Statement.Total.Amount).ToArray(),
            previous = made.Select(m => m.Statement.PreviousHash).ToArray(),
            hashes = made.Select(m => m.Hash).ToArray(),
            bodies = made.Select(m => m.Body).ToArray(),
        });
        batch.Do(LinesSql, new
        {
            shop,
            end,
            keys = made.SelectMany(m => m.Movements.Select(movement => movement.CustomerKey)).ToArray(),
            numbers = made.SelectMany(m => Enumerable.Range(1, m.Movements.Count)).ToArray(),
            movements = made.SelectMany(m => m.Movements.Select(movement => movement.MovementId)).ToArray(),
            amounts = made.SelectMany(m => m.Movements.Select(movement => movement.Amount)).ToArray(),
        });
    }

    /// <summary>Keeps the run itself.</summary>
    public static void RecordRun(this CommissionsBatch batch, PostingContext posting, RunSettlement.RunRow run)
    {
        batch.Do(RunSql, new
        {
            shop = posting.ShopId,
            end = run.PeriodEnd,
            start = run.PeriodStart,
            run.Statements,
            run.Total,
            run.Watermark,
            posting.RecordedAt,
        });
        batch.Sql.Announce(posting, "settlement.closed", new { run.PeriodEnd, run.Statements });
    }

    private const string RunsSql = """
        (select period_end, period_start, statements, total, watermark from settlement_runs
            where shop_id = @shop and period_end >= @end)
        union all
        (select period_end, period_start, statements, total, watermark from settlement_runs
            where shop_id = @shop and period_end < @end order by period_end desc limit 1)
        """;

    private const string CarriesSql = """
        select customer_key, balance from settlement_carries where shop_id = @shop and period_end = @start
        """;

    private const string NumberSql = """
        select coalesce(max(number), 0) from statements where shop_id = @shop
        """;

    private const string HashesSql = """
        select distinct on (customer_key) customer_key, hash from statements
        where shop_id = @shop and customer_key = any(@keys) order by customer_key, period_end desc
        """;

    private const string RunSql = """
        insert into settlement_runs (shop_id, period_end, period_start, statements, total, watermark, recorded_at)
        values (@shop, @end, @start, @statements, @total, @watermark, @recordedAt)
        """;

    private const string KeepCarriesSql = """
        insert into settlement_carries (shop_id, period_end, customer_key, balance)
        select @shop, @end, key, balance from unnest(@keys, @balances) as c(key, balance)
        """;

    private const string StatementsSql = $"""
        with made as (
            insert into statements (shop_id, statement_id, number, customer_key, period_end, total, previous_hash, hash,
                body)
            select @shop, id, number, key, @end, total, previous, hash, body
            from unnest(@ids, @statementNumbers, @keys, @totals, @previous, @hashes, @bodies)
                as s(id, number, key, total, previous, hash, body)
            returning statement_key, customer_key, total)
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, 'settled', '{Account.Available}', '{Account.Settled}', @unit, customer_key,
            total, statement_key, @end, @recordedAt
        from made where total > 0 order by statement_key
        """;

    private const string LinesSql = """
        insert into statement_lines (shop_id, statement_key, line_no, movement_id, amount)
        select @shop, s.statement_key, l.line_no, l.movement_id, l.amount
        from unnest(@keys, @numbers, @movements, @amounts) as l(customer_key, line_no, movement_id, amount)
        join statements s on s.shop_id = @shop and s.customer_key = l.customer_key and s.period_end = @end
        """;
}
