-- Lots of points of a bench shop that have expired and are not booked yet, spread over its people, as those of a year's
-- end would be; and one lot of each that does not expire, so that the people can spend.
create function bench_expiring(p_shop bigint, p_lots int, p_now timestamptz) returns void
language plpgsql as $$
declare
    v_people bigint[] := array(
        select customer_key from customers where shop_id = p_shop order by customer_key);
    v_count int := cardinality(v_people);
begin
    insert into point_lots (shop_id, customer_key, source, source_key, points, points_left, active_from, earned_at,
        recorded_at)
    select p_shop, key, 'adjustment', 0, 1000, 1000, p_now - interval '1 day', p_now - interval '1 day', p_now
    from unnest(v_people) as key;

    insert into point_lots (shop_id, customer_key, source, source_key, points, points_left, active_from, expires_at,
        due_at, earned_at, recorded_at)
    select p_shop, v_people[1 + (n * 7919) % v_count], 'adjustment', n, 10, 10, p_now - interval '400 days',
        p_now - interval '1 hour' + n * interval '1 ms', p_now - interval '1 hour' + n * interval '1 ms',
        p_now - interval '400 days', p_now - interval '400 days'
    from generate_series(1::bigint, p_lots) as n;

    insert into point_accounts (shop_id, customer_key, points, version)
    select p_shop, customer_key, sum(points), 1 from point_lots where shop_id = p_shop and source = 'adjustment'
    group by customer_key
    on conflict (shop_id, customer_key) do update set points = point_accounts.points + excluded.points;
end $$;
