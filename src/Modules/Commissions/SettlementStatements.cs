using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>The SQL of settlement runs.</summary>
internal static class SettlementStatements
{
    /// <summary>One run of a shop at a time.</summary>
    public static void LockSettlement(this Batch batch, long shopId) =>
        batch.Rows<string>(LockSql, new { shop = shopId });

    /// <summary>The runs that end at or after an instant, and the latest before it.</summary>
    public static Rows<RunSettlement.RunRow> RunsFrom(this Batch batch, long shopId, DateTimeOffset end) =>
        batch.Rows<RunSettlement.RunRow>(RunsSql, new { shop = shopId, end });

    /// <summary>
    /// Books the maturity of all orders that matured before the period's end and that nobody has touched since.
    /// </summary>
    public static void BookMaturity(this Batch batch, Shop shop, DateTimeOffset end, DateTimeOffset now)
    {
        // Locked first: the next statement then sees what whoever held an order has booked.
        batch.Rows<long>(LockDueSql, new { shop = shop.Id, end });
        batch.Do(BookMaturitySql, new { shop = shop.Id, unit = shop.Currency, end, now });
        batch.Do(MarkMaturedSql, new { shop = shop.Id, end });
        batch.BookSourceMaturity(shop.Id, shop.Currency, end, now);
    }

    /// <summary>
    /// Opens the movements that became eligible from the run before to the period's end, person by person.
    /// </summary>
    public static void OpenMovements(this Batch batch, Shop shop, DateTimeOffset? start, DateTimeOffset end) =>
        batch.Open(FreshSql, new { shop = shop.Id, unit = shop.Currency, start, end });

    /// <summary>What the run before carried forward.</summary>
    public static Rows<CarriedBalance> Carries(this Batch batch, long shopId, DateTimeOffset? start) =>
        batch.Rows<CarriedBalance>(CarriesSql, new { shop = shopId, start });

    /// <summary>The movements of these people that earlier runs carried forward.</summary>
    public static Rows<OpenMovement> CarriedMovements(
        this Batch batch, Shop shop, long[] keys, DateTimeOffset? start) =>
        batch.Rows<OpenMovement>(OlderSql, new { shop = shop.Id, unit = shop.Currency, keys, start });

    /// <summary>The hashes of these people's latest statements.</summary>
    public static Rows<LastHash> LastHashes(this Batch batch, long shopId, long[] keys) =>
        batch.Rows<LastHash>(HashesSql, new { shop = shopId, keys });

    /// <summary>Keeps statements with their lines, available → settled, and what is carried.</summary>
    public static void Keep(
        this Batch batch, Occasion when, string unit, List<MadeStatement> made, IReadOnlyList<CarriedBalance> carried)
    {
        var (shop, end) = (when.ShopId, when.OccurredAt);
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
            when.RecordedAt,
            ids = made.Select(m => m.Statement.StatementId).ToArray(),
            keys = made.Select(m => m.CustomerKey).ToArray(),
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
    public static void Keep(this Batch batch, Occasion when, RunSettlement.RunRow run)
    {
        batch.Do(RunSql, new
        {
            shop = when.ShopId,
            end = run.PeriodEnd,
            start = run.PeriodStart,
            run.Statements,
            run.Total,
            when.RecordedAt,
        });
        batch.Announce(when, "settlement.closed", new { run.PeriodEnd, run.Statements });
    }

    private const string LockSql = """
        select pg_advisory_xact_lock(hashtextextended('settlement', @shop))::text
        """;

    private const string RunsSql = """
        (select period_end, period_start, statements, total from settlement_runs
            where shop_id = @shop and period_end >= @end)
        union all
        (select period_end, period_start, statements, total from settlement_runs
            where shop_id = @shop and period_end < @end order by period_end desc limit 1)
        """;

    private const string LockDueSql = """
        select count(*) from (
            select from commission_orders
            where shop_id = @shop and accruals > 0 and not matured and matures_at < @end
            order by order_key for no key update) as due
        """;

    private const string BookMaturitySql = $"""
        insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, @unit, a.beneficiary_key, '{Account.Pending}', '{Account.Available}', n.net,
            'matured', a.accrual_id, o.order_key, o.matures_at, @now
        from commission_orders o
        join accruals a on a.shop_id = @shop and a.source_kind = 'order' and a.source_id = o.order_key
        join (
            select subject_id, sum(case '{Account.Pending}'
                when to_account then amount when from_account then -amount else 0 end) as net
            from movements where shop_id = @shop and unit = @unit
                and event in ('accrued', 'reversed', 'restored', 'held', 'released')
            group by subject_id) as n on n.subject_id = a.accrual_id
        where o.shop_id = @shop and o.accruals > 0 and not o.matured and o.matures_at < @end and n.net > 0
        order by o.order_key, a.accrual_id
        """;

    private const string MarkMaturedSql = """
        update commission_orders set matured = true
        where shop_id = @shop and accruals > 0 and not matured and matures_at < @end
        """;

    /// <summary>SQL: events that change what a person has earned.</summary>
    internal const string Earned = "'accrued', 'reversed', 'restored', 'absorbed', 'held', 'released'";

    /// <summary>SQL: of them, those that change what is free; a reversal of what is held changes nothing yet.</summary>
    internal const string IsFree =
        "(m.from_account in ('pending', 'available')) <> (m.to_account in ('pending', 'available'))";

    /// <summary>SQL: the change of what is free, signed.</summary>
    internal const string Change =
        "case when m.to_account in ('pending', 'available') then m.amount else -m.amount end";

    internal const string Columns = $"""
        m.customer_key, c.customer_id, m.movement_id, o.order_id, a.rule, a.kind, a.depth, a.tier, m.event,
        {Change} as amount, m.occurred_at, m.recorded_at, o.matures_at,
        greatest(o.matures_at, m.recorded_at) as eligible_at, null::text as adjustment_id,
        null::text as reason, null::text as document, null::text as source_kind, null::text as source_id
        """;

    private const string Joins = """
        join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        """;

    // Orders that matured in the period with all that was recorded of them, late changes of those matured before, and
    // what was adjusted in it.
    private const string FreshSql = $"""
        select {Columns}
        from commission_orders o
        join accruals a on a.shop_id = @shop and a.source_kind = 'order' and a.source_id = o.order_key
        join movements m on m.shop_id = @shop and m.subject_id = a.accrual_id and m.unit = @unit
            and m.event in ({Earned}) and {IsFree} and m.recorded_at < @end
        {Joins}
        where o.shop_id = @shop and o.accruals > 0 and o.matures_at < @end
            and (@start is null or o.matures_at >= @start)
        union all
        select {Columns}
        from movements m
        join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
        join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id and a.source_kind = 'order'
        {Joins}
        where m.shop_id = @shop and m.event in ('reversed', 'restored', 'absorbed') and m.unit = @unit
            and m.recorded_at >= @start and m.recorded_at < @end and o.matures_at < @start and {IsFree}
        union all
        select {Columns}
        from movements m
        join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
        join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id and a.source_kind = 'order'
        {Joins}
        where m.shop_id = @shop and m.event in ('held', 'released') and m.unit = @unit
            and m.recorded_at >= @start and m.recorded_at < @end and o.matures_at < @start and {IsFree}
        union all
        {AdjustmentStatements.Lines}
        where m.shop_id = @shop and m.event = '{AdjustmentKinds.Event}' and m.unit = @unit
            and m.recorded_at < @end and (@start is null or m.recorded_at >= @start)
        union all
        {BonusSourceStatements.FreshLines}
        order by customer_key
        """;

    private const string CarriesSql = """
        select customer_key, balance from settlement_carries where shop_id = @shop and period_end = @start
        """;

    private const string OlderSql = $"""
        with people as (
            select p.key, last.period_end
            from unnest(@keys) as p(key)
            left join lateral (
                select s.period_end from statements s where s.shop_id = @shop and s.customer_key = p.key
                order by s.period_end desc limit 1) as last on true
            where last.period_end is distinct from @start)
        select {Columns}
        from people p
        join movements m on m.shop_id = @shop and m.customer_key = p.key and m.unit = @unit
            and m.event in ({Earned}) and {IsFree} and m.recorded_at < @start
        join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
        join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id and a.source_kind = 'order'
        {Joins}
        where o.matures_at < @start
            and (p.period_end is null or greatest(o.matures_at, m.recorded_at) >= p.period_end)
        union all
        {AdjustmentStatements.Lines}
        join people p on p.key = m.customer_key
        where m.shop_id = @shop and m.event = '{AdjustmentKinds.Event}' and m.unit = @unit
            and m.recorded_at < @start and (p.period_end is null or m.recorded_at >= p.period_end)
        union all
        {BonusSourceStatements.OlderLines}
        """;

    private const string HashesSql = """
        select distinct on (customer_key) customer_key, hash from statements
        where shop_id = @shop and customer_key = any(@keys) order by customer_key, period_end desc
        """;

    private const string RunSql = """
        insert into settlement_runs (shop_id, period_end, period_start, statements, total, recorded_at)
        values (@shop, @end, @start, @statements, @total, @recordedAt)
        """;

    private const string KeepCarriesSql = """
        insert into settlement_carries (shop_id, period_end, customer_key, balance)
        select @shop, @end, key, balance from unnest(@keys, @balances) as c(key, balance)
        """;

    private const string StatementsSql = $"""
        with made as (
            insert into statements (shop_id, statement_id, customer_key, period_end, total, previous_hash, hash, body)
            select @shop, id, key, @end, total, previous, hash, body
            from unnest(@ids, @keys, @totals, @previous, @hashes, @bodies) as s(id, key, total, previous, hash, body)
            returning statement_key, customer_key, total)
        insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event,
            subject_id, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, @unit, customer_key, '{Account.Available}', '{Account.Settled}', total,
            'settled', statement_key, @end, @recordedAt
        from made order by statement_key
        """;

    private const string LinesSql = """
        insert into statement_lines (shop_id, statement_key, line_no, movement_id, amount)
        select @shop, s.statement_key, l.line_no, l.movement_id, l.amount
        from unnest(@keys, @numbers, @movements, @amounts) as l(customer_key, line_no, movement_id, amount)
        join statements s on s.shop_id = @shop and s.customer_key = l.customer_key and s.period_end = @end
        """;
}
