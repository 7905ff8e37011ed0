-- A shop's month of orders of which each pays two people, all matured before the period's end and booked by nobody. The
-- same call makes the same rows in every shop, so that the statements made of them are the same to the byte.
create function bench_matured(p_shop bigint, p_entries int, p_end timestamptz) returns void
language plpgsql as $$
declare
    v_people bigint[] := array(
        select customer_key from customers where shop_id = p_shop order by customer_id collate "C");
    v_count int := cardinality(v_people);
begin
    create temporary table paid as
    select n, nextval('order_keys') as key, 'o' || 10000000 + n as id,
        p_end - interval '60 days' + n * interval '4 s' as at
    from generate_series(1::bigint, p_entries / 2) as n;

    insert into commission_orders (shop_id, order_key, order_id, customer_key, paid_at, recorded_at, snapshot, seen,
        accruals, completed_at, matures_at)
    select p_shop, key, id, v_people[1 + n % v_count], at, at, '{}', pg_current_snapshot(), 2, at,
        at + interval '15 days'
    from paid order by n;

    with made as (
        insert into accruals (shop_id, source_kind, source_id, rule, kind, beneficiary_key, depth, tier, amount,
            recorded_at)
        select p_shop, 'order', key, 'level', 'level', v_people[1 + (n * 7919 + d * 104729) % v_count], d,
            'T' || 1 + n % 3, 1 + (n * 31 + d) % 5000, at
        from paid cross join generate_series(1, 2) as d
        order by n, d
        returning accrual_id, source_id, beneficiary_key, amount, recorded_at)
    insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event, subject_id,
        order_key, occurred_at, recorded_at)
    select p_shop, nextval('journal_ids'), 'CNY', beneficiary_key, 'expense', 'pending', amount, 'accrued', accrual_id,
        source_id, recorded_at, recorded_at
    from made;
    drop table paid;
end $$;
