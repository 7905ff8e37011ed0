-- The people of a bench shop, with the rows that the API would have made for them. Person i is called c<1000000 + i>.
-- The first eight stand in one line, each below the one before; everybody from the ninth on buys. In the star shop the
-- eighth person is the referrer of three buyers of five, and the others hang in a tree of their own below the seventh;
-- in the even shop the tree is random. Nobody crosses a threshold during the run, so that every order does the same.
create function bench_people(shop bigint, people int, star boolean, since timestamptz) returns void
language plpgsql as $$
begin
    create temporary table folk as
    select i, nextval('customer_keys') as key, 'c' || (1000000 + i) as id, (case
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

    insert into referral_edges (shop_id, child_key, parent_key, source, recorded_at)
    select shop, f.key, p.key, 'api', since from folk f join folk p on p.i = f.parent order by f.i;

    insert into partner_history (shop_id, customer_key, previous_seq, tier, active, cause, recorded_at)
    select shop, key, 0, 'T' || 1 + i % 3, true, 'conditions', since from folk order by i;

    insert into partner_totals (shop_id, customer_key, own_minor, team1_minor, team2_minor, team3_minor, buyers)
    select shop, key, 100000, case i % 3 when 0 then 0 else 2000000000 end, 0, 0, 1 from folk order by i;

    insert into members (shop_id, customer_key, growth, points, growth_tier, growth_tier_until, held, version, as_of)
    select shop, key, 2 * (1000 ^ (1 + i % 3))::bigint, 500, (array['bronze', 'silver', 'gold'])[1 + i % 3],
        since + interval '300 days', '[]', 1, since
    from folk order by i;

    insert into journeys (shop_id, customer_key, added_at, first_paid_at, member_at, partner_at, last_paid_at, orders,
        paid_minor, top_rung)
    select shop, key, since, since, since, since, since, 1, 100000, 'traffic' from folk order by i;

    drop table folk;
end $$;
