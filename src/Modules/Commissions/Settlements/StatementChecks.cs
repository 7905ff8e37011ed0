using SocialCommerce.Commissions.Accruals;
using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>Integrity checks of statements.</summary>
public static class StatementChecks
{
    /// <summary>
    /// Lines are movements, bytes are lines, hashes are a chain, and every eligible movement is in its place.
    /// Statements reach the minimum of their period's version, and what is carried does not.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
    [
        new("statementLines", LinesSql), new("statements", StatementsSql), new("statementChain", ChainSql),
        new("statementNumbers", NumbersSql), new("settlementRuns", RunsSql), new("settledBalances", BalancesSql),
        new("settlementMinimum", MinimumSql),
    ];

    private const string LinesSql = $"""
        select 'statement ' || s.statement_id as subject,
            format('line %s says %s, movement %s', l.line_no, l.amount, coalesce(m.amount::text, 'missing')) as detail
        from statement_lines l
        join statements s on s.shop_id = @shop and s.statement_key = l.statement_key
        left join lateral (
            select {EarnedMovements.Change} as amount from movements m
            where shop_id = @shop and movement_id = l.movement_id and customer_key = s.customer_key and unit = @unit
                and event in ({EarnedMovements.Earned}, '{AdjustmentKinds.Event}')) as m on true
        where l.shop_id = @shop and l.amount is distinct from m.amount
        order by l.statement_key, l.line_no limit 20
        """;

    // The total stands three times: in its column, in the lines, and in the bytes that the hash covers.
    private const string StatementsSql = """
        select 'statement ' || s.statement_id as subject,
            format('total %s, lines %s, settled %s, body %s of %s lines', s.total, l.total, coalesce(m.amount, 0),
                s.body::jsonb #>> '{total,amount}', jsonb_array_length(s.body::jsonb -> 'lines')) as detail
        from statements s
        left join (
            select statement_key, sum(amount) as total, count(*) as lines,
                array_agg(amount order by line_no)::text as amounts
            from statement_lines where shop_id = @shop group by statement_key) as l on l.statement_key = s.statement_key
        left join (
            select subject_id, customer_key, sum(amount) as amount from movements
            where shop_id = @shop and unit = @unit and event = 'settled' group by subject_id, customer_key) as m
            on m.subject_id = s.statement_key and m.customer_key = s.customer_key
        where s.shop_id = @shop and (s.total is distinct from l.total or s.total <> coalesce(m.amount, 0)
            or s.total <> (s.body::jsonb #>> '{total,amount}')::bigint
            or l.amounts is distinct from (
                select array_agg((line #>> '{amount,amount}')::bigint order by n)::text
                from jsonb_array_elements(s.body::jsonb -> 'lines') with ordinality as b(line, n)))
        order by s.statement_key limit 20
        """;

    private const string ChainSql = """
        select 'statement ' || statement_id as subject, 'hash or previous hash does not fit' as detail
        from (
            select statement_id, statement_key, hash, previous_hash, body,
                lag(hash, 1, '') over (partition by customer_key order by period_end) as before
            from statements where shop_id = @shop and @unit <> '') as s
        where hash <> encode(sha256(convert_to(body, 'UTF8')), 'hex') or previous_hash <> before
            or body::jsonb ->> 'previousHash' <> before
        order by statement_key limit 20
        """;

    // Those made before there were numbers have none, nor does their form have a version.
    private const string NumbersSql = """
        select 'statement ' || statement_id as subject,
            format('number %s, ought to be %s, its bytes say %s', number, place, written) as detail
        from (
            select statement_id, statement_key, number, (body::jsonb ->> 'number')::bigint as written,
                case when body like '{"version":%' then row_number() over (
                    partition by body like '{"version":%' order by period_end, customer_key) end as place
            from statements where shop_id = @shop and @unit <> '') as s
        where number is distinct from place or number is distinct from written
        order by statement_key limit 20
        """;

    private const string RunsSql = """
        select 'settlement ' || r.period_end as subject,
            format('%s statements of %s, made %s of %s', r.statements, r.total, coalesce(s.statements, 0),
                coalesce(s.total, 0)) as detail
        from settlement_runs r
        left join (
            select period_end, count(*) as statements, sum(total) as total from statements
            where shop_id = @shop group by period_end) as s on s.period_end = r.period_end
        where r.shop_id = @shop and @unit <> ''
            and (r.statements <> coalesce(s.statements, 0) or r.total <> coalesce(s.total, 0))
        order by r.period_end limit 20
        """;

    // Earlier releases took a version that began at the period's very end for the period's own.
    private const string MinimumSql = """
        select 'settlement ' || r.period_end as subject,
            format('%s %s where statements begin at %s', found.what, found.amount, v.least) as detail
        from settlement_runs r
        cross join lateral (
            select min(minimum) as least, max(minimum) as most
            from (
                select coalesce((
                    select (p.content ->> 'minimumPayout')::bigint from plans p
                    where p.shop_id = @shop and p.status <> 'draft' and p.published_at <= r.recorded_at
                        and p.effective_from < r.period_end + edge
                    order by p.effective_from desc limit 1), 0) as minimum
                from unnest(array[interval '0', interval '1 microsecond']) as edge) as readings) as v
        cross join lateral (
            select 'statement of' as what, s.total as amount from statements s
            where s.shop_id = @shop and s.period_end = r.period_end and s.total < v.least
            union all
            select 'carried', c.balance from settlement_carries c
            where c.shop_id = @shop and c.period_end = r.period_end and c.balance >= v.most) as found
        where r.shop_id = @shop and @unit <> ''
        order by r.period_end limit 20
        """;

    // What was eligible before the last run, and seen by it, is in statements or was carried out of it, by person.
    private const string BalancesSql = $"""
        with last as (
            select period_end, coalesce(watermark, 9223372036854775807) as watermark from settlement_runs
            where shop_id = @shop order by period_end desc limit 1),
        due as (
            select m.customer_key, {EarnedMovements.Change} as amount
            from movements m
            join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id and a.source_kind = 'order'
            join commission_orders o on o.shop_id = @shop and o.order_key = a.source_id
            where m.shop_id = @shop and m.unit = @unit and m.event in ({EarnedMovements.Earned})
                and {EarnedMovements.IsFree}
                and o.matures_at < (select period_end from last) and m.recorded_at < (select period_end from last)
                and m.movement_id <= (select watermark from last)
            union all
            select customer_key, amount from ({AccrualSourceSql.Lines}
                where s.shop_id = @shop and m.event in ({EarnedMovements.Earned})) as b
            where b.eligible_at < (select period_end from last) and b.movement_id <= (select watermark from last)
            union all
            select customer_key, case when to_account = 'expense' then -amount else amount end
            from movements
            where shop_id = @shop and unit = @unit and event = '{AdjustmentKinds.Event}'
                and recorded_at < (select period_end from last)
                and movement_id <= (select watermark from last)),
        eligible as (select customer_key, sum(amount) as amount from due group by customer_key),
        taken as (
            select customer_key, sum(amount) as amount from (
                select customer_key, total as amount from statements where shop_id = @shop
                union all
                select c.customer_key, c.balance from settlement_carries c, last
                where c.shop_id = @shop and c.period_end = last.period_end) as parts
            group by customer_key)
        select 'customer ' || c.customer_id as subject,
            format('eligible %s, in statements and carried %s', coalesce(e.amount, 0), coalesce(t.amount, 0)) as detail
        from eligible e full join taken t on t.customer_key = e.customer_key
        join customers c on c.shop_id = @shop and c.customer_key = coalesce(e.customer_key, t.customer_key)
        where coalesce(e.amount, 0) <> coalesce(t.amount, 0)
        order by c.customer_key limit 20
        """;
}
