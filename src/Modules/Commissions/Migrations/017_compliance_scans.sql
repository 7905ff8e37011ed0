-- What the compliance scan found in a night, once for each shop and local date.
create table watch_nights (
    shop_id     bigint not null references shops,
    night       text collate "C" not null check (night ~ '^\d{4}-\d{2}-\d{2}$'),
    profile     text not null,
    findings    jsonb not null,
    alarm       boolean not null,
    recorded_at timestamptz not null,
    primary key (shop_id, night)
);
call sc_ledger('watch_nights', 'sc_commissions');
call sc_show_across('watch_nights', 'shop_id, night');

-- Asked across shops: which have a published plan, what their clocks are, and when they were last scanned.
create function watched_shops() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text, clock_at timestamptz,
        last_night text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction, s.clock_at,
        (select max(w.night) from public.watch_nights w where w.shop_id = s.shop_id)
    from public.shops s
    where exists (select from public.plans p where p.shop_id = s.shop_id and p.status = 'published')
$$;
grant execute on function watched_shops() to sc_commissions;
call sc_definer('watched_shops()', 'sc_across');
