-- What the compliance scan found in a night, once for each shop and local date.
create table compliance_scans (
    shop_id     bigint not null references shops,
    scan_date   text collate "C" not null check (scan_date ~ '^\d{4}-\d{2}-\d{2}$'),
    profile     text not null,
    findings    jsonb not null,
    alarm       boolean not null,
    recorded_at timestamptz not null,
    primary key (shop_id, scan_date)
);
call sc_ledger('compliance_scans', 'sc_commissions');
call sc_show_across('compliance_scans', 'shop_id, scan_date');

-- Asked across shops: which have a published plan, what their clocks are, and when they were last scanned.
create function shops_to_scan() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text, clock_at timestamptz,
        last_scan text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction, s.clock_at,
        (select max(w.scan_date) from public.compliance_scans w where w.shop_id = s.shop_id)
    from public.shops s
    where exists (select from public.plans p where p.shop_id = s.shop_id and p.status = 'published')
$$;
grant execute on function shops_to_scan() to sc_commissions;
call sc_definer('shops_to_scan()', 'sc_across');
