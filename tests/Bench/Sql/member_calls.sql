-- What a quote and a claim do, each as one function: the same locks, the same reads, the same rows.
create function bench_quote(shop bigint, quote text, customer text, products text[], price bigint) returns bigint
language plpgsql as $$
declare
    v_now timestamptz := clock_timestamp();
    v_customer bigint;
    v_member members;
    v_tier member_tier_versions;
    v_settings jsonb;
    v_held bigint;
    v_coupons jsonb;
    v_uses jsonb;
    v_birthday jsonb;
    v_value bigint;
    v_points bigint;
    v_lines jsonb;
    v_bps bigint;
begin
    insert into customers (shop_id, customer_id, created_at, seen_at) values (shop, customer, v_now, v_now)
    on conflict (shop_id, customer_id) do update set seen_at = excluded.seen_at returning customer_key into v_customer;
    perform from quotes where shop_id = shop and quote_id = quote;
    select * into v_member from members where shop_id = shop and customer_key = v_customer;
    select * into v_tier from member_tier_versions where shop_id = shop and tier_id = v_member.growth_tier
    order by version desc limit 1;
    select content into v_settings from settings_versions where shop_id = shop and name = 'membershipSettings'
    order by version desc limit 1;
    select count(*) into v_held from quotes
    where shop_id = shop and customer_key = v_customer and status = 'reserved' and expires_at > v_now;
    select jsonb_agg(jsonb_build_array(k.code, k.template_id, k.valid_from, k.expires_at, v.terms)) into v_coupons
    from coupons k join coupon_template_versions v on v.shop_id = shop and v.template_id = k.template_id
        and v.version = k.version
    where k.shop_id = shop and k.customer_key = v_customer and k.redemption_key is null and k.expires_at > v_now;
    select jsonb_agg(jsonb_build_array(u.code, u.used_at, u.quantity)) into v_uses from privilege_uses u
    where u.shop_id = shop and u.customer_key = v_customer and u.cancelled_at is null;
    select to_jsonb(b) into v_birthday from member_birthdays b where b.shop_id = shop and b.customer_key = v_customer;
    select coalesce(sum(principal_left + bonus_left), 0) - (
            select coalesce(sum(amount), 0) from stored_value_reservations r
            where r.shop_id = shop and r.customer_key = v_customer and r.status = 'reserved' and r.expires_at > v_now)
    into v_value from stored_value_top_ups where shop_id = shop and customer_key = v_customer
        and (principal_left > 0 or bonus_left > 0);
    select coalesce(sum(points_left), 0) into v_points from point_lots
    where shop_id = shop and customer_key = v_customer and points_left > 0 and active_from <= v_now;
    v_bps := coalesce((v_settings ->> 'pointsPerUnitBps')::bigint, 200);
    select jsonb_agg(jsonb_build_object(
        'lineId', n::text, 'productId', p.product_id, 'quantity', n, 'listAmount', jsonb_build_object(
            'amount', price * n, 'currency', 'CNY'), 'discounts', jsonb_build_array(), 'amount', jsonb_build_object(
            'amount', price * n, 'currency', 'CNY')) order by n) into v_lines
    from unnest(products) with ordinality as w(id, n) left join products p on p.shop_id = shop and p.product_id = w.id;
    insert into quotes (shop_id, quote_id, customer_key, content, answer, status, expires_at, recorded_at)
    values (shop, quote, v_customer,
        jsonb_build_object('quoteId', quote, 'customerId', customer, 'lines', v_lines),
        jsonb_build_object('quoteId', quote, 'customerId', customer, 'tierId', v_tier.tier_id, 'status', 'quoted',
            'lines', v_lines, 'listTotal', jsonb_build_object('amount', price * 6, 'currency', 'CNY'),
            'discount', jsonb_build_object('amount', 0, 'currency', 'CNY'),
            'total', jsonb_build_object('amount', price * 6, 'currency', 'CNY'), 'unavailable', coalesce(v_uses, '[]'),
            'storedValue', jsonb_build_object('amount', v_value, 'currency', 'CNY'), 'points', v_points,
            'earns', jsonb_build_object('points', price * 6 * v_bps / 10000), 'coupons', coalesce(v_coupons, '[]'),
            'held', v_held, 'birthday', v_birthday),
        'quoted', v_now + interval '30 minutes', v_now);
    return price;
end $$;

create function bench_claim(shop bigint, customer text, template text) returns text language plpgsql as $$
declare
    v_now timestamptz := clock_timestamp();
    v_day text := to_char(v_now at time zone 'Asia/Shanghai', 'YYYY-MM-DD');
    v_code text := 'sc' || substr(md5(random()::text || clock_timestamp()::text), 1, 24);
    v_customer bigint;
    v_own bigint;
    v_template coupon_templates;
begin
    select customer_key into v_customer from customers where shop_id = shop and customer_id = customer
    for no key update;
    perform from members where shop_id = shop and customer_key = v_customer;
    select count(*) into v_own from coupons
    where shop_id = shop and customer_key = v_customer and template_id = template;
    select * into v_template from coupon_templates
    where shop_id = shop and template_id = template and (stock is null or issued < stock) for no key update;
    if not found then raise exception 'sold out'; end if;
    update coupon_templates set issued = issued + 1,
        day_issued = case when day >= v_day then day_issued + 1 else 1 end, day = greatest(day, v_day)
    where shop_id = shop and template_id = template;
    insert into coupons (shop_id, code, template_id, version, customer_key, valid_from, expires_at, notice_at, issued_on,
        issued_at)
    values (shop, v_code, template, v_template.version, v_customer, v_now, v_now + interval '30 days',
        v_now + interval '27 days', v_day, v_now);
    insert into outbox (shop_id, type, payload, recorded_at)
    values (shop, 'coupon.issued', jsonb_build_object(
        'couponCode', v_code, 'templateId', template, 'customerId', customer), v_now);
    return v_code;
end $$;
