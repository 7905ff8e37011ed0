-- What the watch said in a scan_date, once for each shop and local date.
create table compliance_scans (
    shop_id     bigint not null references shops,
    scan_date       text collate "C" not null check (scan_date ~ '^\d{4}-\d{2}-\d{2}$'),
    profile     text not null,
    findings    jsonb not null,
    alarm       boolean not null,
    recorded_at timestamptz not null,
    primary key (shop_id, scan_date)
);
call sc_ledger('compliance_scans', 'sc_commissions');

-- Asked across shops: which have a plan to be watched, what their clocks are, and when they were last looked at.
create function shops_to_scan() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text, clock_at timestamptz,
        last_scan text)
    language sql stable security definer set search_path = public as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction, s.clock_at,
        (select max(w.scan_date) from compliance_scans w where w.shop_id = s.shop_id)
    from shops s
    where exists (select from plans p where p.shop_id = s.shop_id and p.status = 'published')
$$;
revoke execute on function shops_to_scan() from public;
grant execute on function shops_to_scan() to sc_commissions;
