create or replace function shops_to_scan() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text, clock_at timestamptz,
        last_scan text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction, s.clock_at,
        (select max(w.scan_date) from public.compliance_scans w where w.shop_id = s.shop_id)
    from public.shops s
    where exists (select from public.plans p where p.shop_id = s.shop_id and p.status = 'published')
$$;
call sc_definer('shops_to_scan()', 'sc_across');
call sc_show_across('compliance_scans', 'shop_id, scan_date');
call sc_show_across('plans', 'shop_id, status');

create or replace function backtest_shops_due(at timestamptz)
    returns table (shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction from public.shops s
    where s.shop_id in (
        select r.shop_id from public.backtests r
        where r.status in ('waiting', 'running') and (r.lease_until is null or r.lease_until < at))
$$;
call sc_definer('backtest_shops_due(timestamptz)', 'sc_across');
call sc_show_across('backtests', 'shop_id, status, lease_until');

create or replace function tier_review_shops() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text, due boolean)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction, not exists (
        select from public.tier_reviews r where r.shop_id = s.shop_id and r.version = newest.version)
    from public.shops s
    cross join lateral (
        select l.version from public.partner_tier_lists l where l.shop_id = s.shop_id
        order by l.version desc limit 1) as newest
$$;
call sc_definer('tier_review_shops()', 'sc_across');
call sc_show_across('tier_reviews', 'shop_id, version');
call sc_show_across('partner_tier_lists', 'shop_id, version');
