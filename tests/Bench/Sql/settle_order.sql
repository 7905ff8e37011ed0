-- What the API does for a paid order, as one function: the same locks, the same reads and the same rows. Where SQL can
-- do with less than the API it does: the chain is read as deep as the plan needs, commission and points are booked in
-- one statement, and what the partner tiers ask for is written into the function. Everything that the API keeps in
-- memory between orders (plan, rates, tiers) is read here for each order, as a program without a memory has to.
-- The order is paid when its buyer is locked: always the latest, so that no membership has to be recounted.
create function bench_settle_order(
    p_shop bigint, p_order_id text, p_customer_id text,
    p_line_ids text[], p_products text[], p_quantities bigint[], p_prices bigint[],
    out folds int, out unfolded bigint[])
language plpgsql as $$
declare
    v_now timestamptz;
    v_paid_at timestamptz;
    v_buyer bigint;
    v_claimed_by bigint;
    v_closed_to timestamptz;
    v_order bigint;
    v_journal bigint;
    v_seen pg_snapshot;
    v_currency text;
    v_plan bigint;
    v_content jsonb;
    v_ended interval;
    v_matures timestamptz;
    v_keys bigint[];
    v_ids text[];
    v_in_force int;
    v_chain jsonb;
    v_tiers text[];
    v_climbs boolean;
    v_values bigint[];
    v_value bigint;
    v_lines jsonb;
    v_rung text;
    v_first boolean;
    v_acquired_by text;
    v_source_class text;
    v_points_bps int;
    v_growth_bps int;
    v_growth bigint;
    v_growth_before bigint;
    v_as_of timestamptz;
    v_tier text;
    v_tier_now text;
    v_accrued jsonb;
    v_accruals int;
    v_answer text;
begin
    perform set_config('app.shop_id', p_shop::text, true),
        pg_advisory_xact_lock_shared(1, p_shop::int), pg_advisory_xact_lock(hashtextextended(p_order_id, p_shop));
    insert into customers (shop_id, customer_id, created_at, seen_at)
    values (p_shop, p_customer_id, clock_timestamp(), clock_timestamp())
    on conflict (shop_id, customer_id) do update set seen_at = excluded.seen_at
    returning customer_key, claimed_by into v_buyer, v_claimed_by;
    v_paid_at := clock_timestamp();
    if v_claimed_by is not null then raise exception 'a claimed guest'; end if;
    if exists (select from orders where shop_id = p_shop and order_id = p_order_id) then
        raise exception 'the order is known';
    end if;
    if exists (select from waiting_events where shop_id = p_shop and order_id = p_order_id and status = 'waiting') then
        raise exception 'an event waits';
    end if;

    select s.closed_to, s.currency, p.plan_key, p.content, nextval('order_keys'), nextval('journal_ids'),
        pg_current_snapshot()
    into v_closed_to, v_currency, v_plan, v_content, v_order, v_journal, v_seen
    from shops s left join lateral (
        select plan_key, content from plans
        where shop_id = p_shop and status <> 'draft' and effective_from <= v_paid_at
        order by effective_from desc limit 1) as p on true
    where s.shop_id = p_shop;
    v_now := greatest(clock_timestamp(), v_closed_to);
    perform from scans where shop_id = p_shop and customer_key = v_buyer and scanned_at <= v_paid_at
        and scanned_at >= v_paid_at - make_interval(hours => 24 * coalesce(
            (select (content ->> 'attributionDays')::int from settings_versions
                where shop_id = p_shop and name = 'touchpointSettings' order by version desc limit 1), 30));
    if found then raise exception 'a touchpoint brought the buyer'; end if;

    with recursive up (key, depth, bound_at) as (
        select parent_key, 1, recorded_at from referral_edges where shop_id = p_shop and child_key = v_buyer
        union all
        select e.parent_key, up.depth + 1, e.recorded_at
        from up join referral_edges e on e.shop_id = p_shop and e.child_key = up.key
        where up.depth < 4)
    select array_agg(up.key order by depth), array_agg(c.customer_id order by depth),
        coalesce(min(depth) filter (where up.bound_at > v_paid_at) - 1, max(depth))
    into v_keys, v_ids, v_in_force
    from up join customers c on c.shop_id = p_shop and c.customer_key = up.key;
    if coalesce(cardinality(v_keys), 0) < 3 then raise exception 'a chain of fewer than three'; end if;
    perform pg_try_advisory_xact_lock(9, v_buyer::bit(32)::int),
        pg_try_advisory_xact_lock(9, v_keys[1]::bit(32)::int),
        pg_try_advisory_xact_lock(9, v_keys[2]::bit(32)::int);

    select array_agg(q * u order by n), sum(q * u),
        jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'n', n, 'v', q * u, 'p', l.product, 'c', p.class, 'r', p.rung)) order by n),
        max(case p.rung when 'partner' then '4partner' when 'member' then '3member' when 'low' then '2low'
            when 'traffic' then '1traffic' end),
        bool_and(p.product_id is not null)
    into v_values, v_value, v_lines, v_rung, v_climbs
    from unnest(p_products, p_quantities, p_prices) with ordinality as l(product, q, u, n)
        left join products p on p.shop_id = p_shop and p.product_id = l.product;
    if not v_climbs then raise exception 'an unknown product'; end if;

    select array_agg(coalesce(past.tier, latest.tier) order by p.n),
        jsonb_agg(jsonb_strip_nulls(jsonb_build_object('k', p.key, 'i', p.id, 't', coalesce(past.tier, latest.tier),
            's', coalesce(past.seq, latest.seq, 0), 'a', coalesce(past.active, latest.active, true))) order by p.n),
        bool_or(p.n <= 3 and case coalesce(latest.tier, '')
            when 'T3' then false
            when 'T2' then sums.team >= 1000000000000
            when 'T1' then sums.team >= 1000000000
            else sums.own >= 10000 and sums.buyers >= 1 end),
        array_agg(p.key) filter (where sums.entries >= 32)
    into v_tiers, v_chain, v_climbs, unfolded
    from (select v_buyer as key, p_customer_id as id, 1 as n, v_value as own, 0::bigint as team
            union all
            select key, id, n + 1, 0, case when n <= 2 then v_value else 0 end
            from unnest(v_keys, v_ids) with ordinality as above(key, id, n)) as p
        left join lateral (
            select tier, active, seq, recorded_at from partner_history h
            where h.shop_id = p_shop and h.customer_key = p.key order by h.seq desc limit 1) as latest on true
        left join lateral (
            select tier, active, seq from partner_history h
            where h.shop_id = p_shop and h.customer_key = p.key and h.recorded_at <= v_paid_at
                and latest.recorded_at > v_paid_at
            order by h.seq desc limit 1) as past on true
        left join lateral (
            select a.customer_key from partner_approvals a where a.shop_id = p_shop and a.customer_key = p.key
            limit 1) as a on true
        left join lateral (
            select sum(own) + p.own as own, sum(team) + p.team as team, sum(buyers) as buyers, count(*) as entries
            from (
                select own_minor as own, team1_minor + team2_minor as team, buyers from partner_totals t
                where t.shop_id = p_shop and t.customer_key = p.key and p.n <= 4
                union all
                select own_minor, team1_minor + team2_minor, buyers from partner_volume v
                where v.shop_id = p_shop and v.customer_key = p.key and p.n <= 4) as entries) as sums on true;
    if v_climbs then raise exception 'somebody was promoted'; end if;
    folds := coalesce(cardinality(unfolded), 0);

    v_ended := make_interval(hours => 24 * (v_content ->> 'holdDays')::int);
    v_matures := greatest(v_paid_at + v_ended, v_now);
    select r.points_bps, r.growth_bps, m.growth, m.as_of,
        case when m.growth_tier_until > v_paid_at then m.growth_tier end
    into v_points_bps, v_growth_bps, v_growth_before, v_as_of, v_tier_now
    from (
            select (content ->> 'pointsPerUnitBps')::int as points_bps,
                (content ->> 'growthPerUnitBps')::int as growth_bps
            from settings_versions where shop_id = p_shop and name = 'membershipSettings'
            order by version desc limit 1) as r
        left join members m on m.shop_id = p_shop and m.customer_key = v_buyer;
    if v_as_of >= v_paid_at then raise exception 'not the buyer''s latest order'; end if;
    v_growth := v_value * v_growth_bps / 10000;
    select tier_id into v_tier from (
        select distinct on (tier_id) tier_id, rank, growth_from, member_products from member_tier_versions
        where shop_id = p_shop order by tier_id, version desc) as t
    where t.growth_from <= v_growth_before + v_growth and not t.member_products && p_products
    order by rank desc limit 1;
    if v_tier is distinct from v_tier_now then raise exception 'the buyer rose'; end if;
    v_acquired_by := case when v_in_force > 0 then 'referral' else 'organic' end;
    select orders = 0, case when first_paid_at < v_paid_at then 'repeat' else v_acquired_by end
    into v_first, v_source_class
    from journeys where shop_id = p_shop and customer_key = v_buyer;

    -- Round half to even, as everywhere.
    select jsonb_agg(jsonb_build_object('beneficiaryId', v_ids[depth], 'rule', rule, 'depth', depth, 'tier', tier,
        'kind', kind, 'key', v_keys[depth], 'amount', jsonb_build_object('amount', amount, 'currency', v_currency)))
    into v_accrued
    from (
        select r."ruleId" as rule, r.kind, rate.depth, rate.tier,
            v_value * rate.bps / 10000 + case
                when v_value * rate.bps % 10000 > 5000 then 1
                when v_value * rate.bps % 10000 = 5000 then v_value * rate.bps / 10000 % 2
                else 0 end as amount
        from jsonb_to_recordset(v_content -> 'rules') as r("ruleId" text, kind text, rates jsonb),
            jsonb_to_recordset(r.rates) as rate(depth int, tier text, bps int)
        where rate.depth <= v_in_force and v_tiers[rate.depth + 1] = rate.tier) as due
    where amount > 0;
    v_accruals := coalesce(jsonb_array_length(v_accrued), 0);
    v_answer := jsonb_build_object('orderId', p_order_id, 'customerId', p_customer_id, 'paidAt', v_paid_at,
        'recordedAt', v_now, 'value', jsonb_build_object('amount', v_value, 'currency', v_currency),
        'warnings', '[]'::jsonb, 'commissions', v_accrued, 'promotions', '[]'::jsonb,
        'points', v_value * v_points_bps / 10000, 'memberTier', v_tier, 'maturesAt', v_matures,
        'sourceClass', v_source_class);

    insert into orders (shop_id, order_key, order_id, customer_key, paid_at, recorded_at, prices_include_tax,
        due_minor, value_minor, completed_at, acquired_by, warnings, answer)
    values (p_shop, v_order, p_order_id, v_buyer, v_paid_at, v_now, true, v_value, v_value, v_paid_at, v_acquired_by,
        '[]', v_answer);
    insert into order_lines (shop_id, order_key, line_no, line_id, product_id, quantity, unit_price_minor, due_minor,
        value_minor)
    select p_shop, v_order, n, id, product, q, u, value, value
    from unnest(p_line_ids, p_products, p_quantities, p_prices, v_values) with ordinality
        as l(id, product, q, u, value, n);
    insert into commission_orders (shop_id, order_key, order_id, customer_key, paid_at, recorded_at, plan_key, snapshot,
        seen, accruals, completed_at, matures_at)
    values (p_shop, v_order, p_order_id, v_buyer, v_paid_at, v_now, v_plan,
        jsonb_build_object('b', v_chain -> 0, 'c', v_chain - 0, 'l', v_lines), v_seen, v_accruals,
        v_paid_at, v_matures);
    insert into members (shop_id, customer_key, growth, points, growth_tier, growth_tier_until, held, version, as_of)
    values (p_shop, v_buyer, v_growth, v_value * v_points_bps / 10000, null, null, '[]', 1, v_paid_at)
    on conflict (shop_id, customer_key) do update set growth = members.growth + excluded.growth,
        points = members.points + excluded.points, version = members.version + 1, as_of = excluded.as_of;
    insert into member_grants (shop_id, order_key, order_id, customer_key, value_minor, points_bps, growth_bps, points,
        growth, recorded_at)
    values (p_shop, v_order, p_order_id, v_buyer, v_value, v_points_bps, v_growth_bps,
        v_value * v_points_bps / 10000, v_growth, v_now);
    insert into point_lots (shop_id, customer_key, source, source_key, points, points_left, active_from, earned_at,
        recorded_at)
    values (p_shop, v_buyer, 'order', v_order, v_value * v_points_bps / 10000, v_value * v_points_bps / 10000,
        v_paid_at, v_paid_at, v_now);
    with made as (
        insert into accruals (shop_id, source_kind, source_id, rule, kind, beneficiary_key, depth, tier, amount,
            recorded_at)
        select p_shop, 'order', v_order, a ->> 'rule', a ->> 'kind', (a ->> 'key')::bigint, (a ->> 'depth')::int,
            a ->> 'tier', (a #>> '{amount,amount}')::bigint, v_now
        from jsonb_array_elements(v_accrued) as a
        returning accrual_id, beneficiary_key, amount)
    insert into movements (shop_id, journal_id, unit, customer_key, from_account, to_account, amount, event, subject_id,
        order_key, occurred_at, recorded_at)
    select p_shop, v_journal, v_currency, beneficiary_key, 'expense', 'pending', amount, 'accrued', accrual_id, v_order,
        v_paid_at, v_now
    from made
    union all
    select p_shop, v_journal, 'points', v_buyer, 'pointsIssued', 'points', v_value * v_points_bps / 10000, 'earned',
        v_order, v_order, v_paid_at, v_now;
    insert into journeys as j (shop_id, customer_key, added_at, first_paid_at, member_at, last_paid_at, orders,
        paid_minor, refunded_minor, top_rung)
    values (p_shop, v_buyer, v_paid_at, v_paid_at, v_paid_at, v_paid_at, 1, v_value, 0, substr(v_rung, 2))
    on conflict (shop_id, customer_key) do update set
        added_at = least(j.added_at, excluded.added_at),
        first_paid_at = least(j.first_paid_at, excluded.first_paid_at),
        second_paid_at = case when j.first_paid_at is null or excluded.first_paid_at is null then j.second_paid_at
            else least(j.second_paid_at, greatest(j.first_paid_at, excluded.first_paid_at)) end,
        member_at = coalesce(j.member_at, excluded.member_at),
        last_paid_at = greatest(j.last_paid_at, excluded.last_paid_at),
        orders = j.orders + 1,
        paid_minor = j.paid_minor + excluded.paid_minor,
        top_rung = case when array_position(array['traffic', 'low', 'member', 'partner'], excluded.top_rung)
            > coalesce(array_position(array['traffic', 'low', 'member', 'partner'], j.top_rung), 0)
            then excluded.top_rung else j.top_rung end;
    insert into partner_volume (shop_id, customer_key, own_minor, team1_minor, team2_minor, team3_minor, buyers)
    values (p_shop, v_buyer, v_value, 0, 0, 0, 0),
        (p_shop, v_keys[1], 0, v_value, 0, 0, v_first::int),
        (p_shop, v_keys[2], 0, 0, v_value, 0, 0),
        (p_shop, v_keys[3], 0, 0, 0, v_value, 0);
    insert into outbox (shop_id, type, payload, recorded_at)
    values (p_shop, 'order.settled', jsonb_build_object('orderId', p_order_id, 'customerId', p_customer_id), v_now);
end $$;

-- As the API folds a person's entries: after the order, in a transaction of its own.
create function bench_fold(p_shop bigint, p_keys bigint[]) returns void language plpgsql as $$
begin
    perform set_config('app.shop_id', p_shop::text, true);
    with gone as (
        delete from partner_volume where shop_id = p_shop and customer_key = any(p_keys)
        returning customer_key, own_minor, team1_minor, team2_minor, team3_minor, buyers)
    insert into partner_totals as t (shop_id, customer_key, own_minor, team1_minor, team2_minor, team3_minor, buyers)
    select p_shop, customer_key, sum(own_minor), sum(team1_minor), sum(team2_minor), sum(team3_minor), sum(buyers)
    from gone group by customer_key order by customer_key
    on conflict (shop_id, customer_key) do update set own_minor = t.own_minor + excluded.own_minor,
        team1_minor = t.team1_minor + excluded.team1_minor, team2_minor = t.team2_minor + excluded.team2_minor,
        team3_minor = t.team3_minor + excluded.team3_minor, buyers = t.buyers + excluded.buyers;
end $$;
