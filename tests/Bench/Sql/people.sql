-- The people of a bench shop, with the rows that the API would have made for them. Person i is called c<1000000 + i>.
-- The first eight stand in one line, each below the one before; everyone from the ninth on buys. In the star shop the
-- eighth person is the referrer of three buyers of five, and the others hang in a tree of their own below the seventh;
-- in the even shop the tree is random. Each has paid one order, at the growth rates of an opening offer and before a
-- plan was in force; points, growth, member tier and the numbers of partners follow from these orders, so that a
-- recount finds what is stored. No one crosses a threshold during the run, so that every order does the same.
create function bench_people(shop bigint, people int, star boolean, since timestamptz) returns void
language plpgsql as $$
declare
    v_price bigint := 10000;
    v_points_bps int := 200;
begin
    create temporary table folk as
    select i, nextval('customer_keys') as key, nextval('order_keys') as paid, 'c' || (1000000 + i) as id,
        (array['bronze', 'silver', 'gold'])[1 + i % 3] as tier, (array[200, 60000, 100000])[1 + i % 3] as growth_bps,
        (case
            when i = 1 then null
            when i <= 8 then i - 1
            when not star then 7 + floor(random() * (i - 7))
            when i % 5 < 3 then 8
            when i < 20 then 7
            else 13 + 5 * floor(random() * ((i - 13) / 5)) + floor(random() * 2) end)::int as parent
    from generate_series(1, people) as i;
    create unique index on folk (i);
    analyze folk;

    insert into customers (shop_id, customer_key, customer_id, created_at, seen_at)
    select shop, key, id, since, since from folk order by i;

    insert into orders (shop_id, order_key, order_id, customer_key, paid_at, recorded_at, prices_include_tax,
        due_minor, value_minor, completed_at, acquired_by, warnings, answer)
    select shop, paid, 'first' || id, key, since, since, true, v_price, v_price, since, 'organic', '[]',
        format('{"orderId":"first%s","customerId":"%s"}', id, id)
    from folk order by i;

    insert into order_lines (shop_id, order_key, line_no, line_id, product_id, quantity, unit_price_minor, due_minor,
        value_minor)
    select shop, paid, 1, '1', 'p100', 1, v_price, v_price, v_price from folk order by i;

    insert into commission_orders (shop_id, order_key, order_id, customer_key, paid_at, recorded_at, snapshot, seen,
        accruals)
    select shop, paid, 'first' || id, key, since, since, jsonb_build_object(
            'b', jsonb_build_object('k', key, 'i', id, 's', 0, 'a', true), 'c', '[]'::jsonb,
            'l', jsonb_build_array(jsonb_build_object('n', 1, 'v', v_price, 'p', 'p100', 'c', 'tea', 'r', 'traffic'))),
        pg_current_snapshot(), 0
    from folk order by i;

    insert into referral_edges (shop_id, child_key, parent_key, source, recorded_at)
    select shop, f.key, p.key, 'api', since from folk f join folk p on p.i = f.parent order by f.i;

    insert into partner_history (shop_id, customer_key, previous_seq, tier, active, cause, recorded_at)
    select shop, key, 0, 'T' || 1 + i % 3, true, 'conditions', since from folk order by i;

    insert into direct_partners (shop_id, referrer_key, tier, customer_key)
    select shop, p.key, 'T' || 1 + f.i % 3, f.key from folk f join folk p on p.i = f.parent order by f.i;

    insert into partner_totals (shop_id, customer_key, own_minor, team1_minor, team2_minor, team3_minor, buyers)
    with above as (
        select a.parent as i, 1 as depth from folk a
        union all select b.parent, 2 from folk a join folk b on b.i = a.parent
        union all select c.parent, 3 from folk a join folk b on b.i = a.parent join folk c on c.i = b.parent),
    team as (
        select i, count(*) filter (where depth = 1) as first, count(*) filter (where depth = 2) as second,
            count(*) filter (where depth = 3) as third
        from above group by i)
    select shop, key, v_price, v_price * coalesce(first, 0), v_price * coalesce(second, 0),
        v_price * coalesce(third, 0), coalesce(first, 0)
    from folk left join team using (i) order by i;

    insert into members (shop_id, customer_key, growth, points, growth_tier, growth_tier_until, held, version, as_of)
    select shop, key, v_price * growth_bps / 10000, v_price * v_points_bps / 10000, tier, since + interval '365 days',
        '[]', 1, since
    from folk order by i;

    insert into member_tier_history (shop_id, customer_key, tier_id, cause, since, until, recorded_at)
    select shop, key, tier, 'growth', since, since + interval '365 days', since
    from folk order by i;

    insert into member_grants (shop_id, order_key, order_id, customer_key, value_minor, points_bps, growth_bps, points,
        growth, recorded_at)
    select shop, paid, 'first' || id, key, v_price, v_points_bps, growth_bps, v_price * v_points_bps / 10000,
        v_price * growth_bps / 10000, since
    from folk order by i;

    insert into point_lots (shop_id, customer_key, source, source_key, points, points_left, active_from, earned_at,
        recorded_at)
    select shop, key, 'order', paid, v_price * v_points_bps / 10000, v_price * v_points_bps / 10000, since, since, since
    from folk order by i;

    insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event, subject_id,
        order_key, occurred_at, recorded_at)
    select shop, nextval('journal_ids'), 'points', key, 'pointsIssued', 'points', v_price * v_points_bps / 10000,
        'earned', paid, paid, since, since
    from folk order by i;

    insert into journeys (shop_id, customer_key, added_at, first_paid_at, member_at, partner_at, last_paid_at, orders,
        paid_minor, top_rung)
    select shop, key, since, since, since, since, since, 1, v_price, 'traffic' from folk order by i;

    drop table folk;
end $$;
