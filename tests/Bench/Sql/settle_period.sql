-- A time as the API writes it; these have whole seconds.
create function bench_time(p_at timestamptz) returns text language sql stable as $$
    select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
$$;

-- An id as the API mints it: a prefix and 13 digits of Crockford's base 32.
create function bench_id(p_prefix text, p_key bigint) returns text language sql stable as $$
    select p_prefix || '_' || string_agg(
        substr('0123456789abcdefghjkmnpqrstvwxyz', ((p_key >> (5 * n)) & 31)::int + 1, 1), '' order by n desc)
    from generate_series(0, 12) as n
$$;

-- The role that serves makes no temporary tables; here it does, as the function keeps its sets in them.
do $$ begin execute format('grant temporary on database %I to sc_app', current_database()); end $$;

-- What the API does for a settlement run, set by set and in as few passes as SQL allows: the same rows, the statements'
-- bytes, numbers and hashes included. It knows of no adjustments, carries or earlier runs, and there are none.
create function bench_settle_period(p_shop bigint, p_end timestamptz) returns bigint
language plpgsql as $$
declare
    v_now timestamptz := clock_timestamp();
    v_journal bigint;
    v_statements bigint;
    v_shop text := bench_id('shp', p_shop);
    v_plan text := (
        select '","planId":"' || bench_id('pln', plan_key) from plans
        where shop_id = p_shop and status <> 'draft' and effective_from < p_end
        order by effective_from desc limit 1);
begin
    perform set_config('app.shop_id', p_shop::text, true), set_config('enable_nestloop', 'off', true),
        pg_advisory_xact_lock(hashtextextended('settlement', p_shop));
    v_journal := nextval('journal_ids');
    if exists (select from settlement_runs where shop_id = p_shop) then raise exception 'there was a run'; end if;

    create temporary table due on commit drop as
    select order_key, order_id, matures_at from commission_orders
    where shop_id = p_shop and accruals > 0 and not matured and matures_at < p_end for no key update;

    create temporary table line on commit drop as
    select m.customer_key, m.movement_id, d.order_key, d.order_id, a.accrual_id, a.rule, a.kind, a.depth, a.tier,
        m.amount, m.occurred_at, m.recorded_at, d.matures_at, row_number() over (
            partition by m.customer_key
            order by greatest(d.matures_at, m.recorded_at), d.order_id, a.rule, m.recorded_at, m.movement_id)::int as no
    from due d
    join accruals a on a.shop_id = p_shop and a.source_kind = 'order' and a.source_id = d.order_key
    join movements m on m.shop_id = p_shop and m.subject_id = a.accrual_id and m.unit = 'CNY'
        and m.event = 'accrued' and m.recorded_at < p_end;

    insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event, subject_id,
        order_key, occurred_at, recorded_at)
    select p_shop, v_journal, 'CNY', customer_key, 'pending', 'available', amount, 'matured', accrual_id, order_key,
        matures_at, v_now
    from line;
    update commission_orders set matured = true
    where shop_id = p_shop and accruals > 0 and not matured and matures_at < p_end;

    create temporary table made on commit drop as
    select s.*, encode(sha256(convert_to(body, 'UTF8')), 'hex') as hash
    from (
        select t.customer_key, t.total, t.statement_id, t.number,
            '{"version":2,"statementId":"' || t.statement_id || '","number":' || t.number || ',"shopId":"' || v_shop
                || '","customerId":"' || t.customer_id || '","periodEnd":"' || bench_time(p_end)
                || coalesce(v_plan, '') || '","taxComputed":"atPayment","carriedIn":{"amount":0,"currency":"CNY"},'
                || '"lines":[' || t.lines || '],"total":{"amount":' || t.total || ',"currency":"CNY"},'
                || '"carriedOut":{"amount":0,"currency":"CNY"},"previousHash":""}' as body
        from (
            select c.customer_id, l.customer_key, sum(l.amount)::bigint as total,
                row_number() over (order by l.customer_key) as number,
                'stm_' || to_char(p_end at time zone 'UTC', 'YYYYMMDDHH24MISSUS') || '_'
                    || left(encode(sha256(convert_to(v_shop || '/' || c.customer_id, 'UTF8')), 'hex'), 16)
                    as statement_id,
                string_agg('{"lineNo":' || l.no || ',"orderId":"' || l.order_id || '","rule":"' || l.rule
                    || '","kind":"' || l.kind || '","depth":' || l.depth || ',"tier":"' || l.tier
                    || '","event":"accrued","amount":{"amount":' || l.amount || ',"currency":"CNY"},"occurredAt":"'
                    || bench_time(l.occurred_at) || '","recordedAt":"' || bench_time(l.recorded_at)
                    || '","maturesAt":"' || bench_time(l.matures_at) || '"}', ',' order by l.no) as lines
            from line l join customers c on c.shop_id = p_shop and c.customer_key = l.customer_key
            group by c.customer_id, l.customer_key) as t) as s;
    select count(*) into v_statements from made;

    insert into settlement_runs (shop_id, period_end, period_start, statements, total, recorded_at)
    select p_shop, p_end, null, v_statements, sum(total), v_now from made;
    insert into statements (shop_id, statement_id, number, customer_key, period_end, total, previous_hash, hash, body)
    select p_shop, statement_id, number, customer_key, p_end, total, '', hash, body from made;
    insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event, subject_id,
        occurred_at, recorded_at)
    select p_shop, v_journal, 'CNY', customer_key, 'available', 'settled', total, 'settled', statement_key, p_end, v_now
    from statements where shop_id = p_shop and period_end = p_end;
    insert into statement_lines (shop_id, statement_key, line_no, movement_id, amount)
    select p_shop, s.statement_key, l.no, l.movement_id, l.amount
    from line l join statements s on s.shop_id = p_shop and s.customer_key = l.customer_key and s.period_end = p_end;
    insert into outbox (shop_id, type, payload, recorded_at)
    values (p_shop, 'settlement.closed', jsonb_build_object('periodEnd', p_end, 'statements', v_statements), v_now);
    return v_statements;
end $$;
