-- What the watch said in a night, once for each shop and local date.
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

-- Asked across shops: which have a plan to be watched, what their clocks are, and when they were last looked at.
create function watched_shops() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text, clock_at timestamptz,
        last_night text)
    language sql stable security definer set search_path = public as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction, s.clock_at,
        (select max(w.night) from watch_nights w where w.shop_id = s.shop_id)
    from shops s
    where exists (select from plans p where p.shop_id = s.shop_id and p.status = 'published')
$$;
revoke execute on function watched_shops() from public;
grant execute on function watched_shops() to sc_commissions;
