-- Who held which tier, as entries. Each names the entry before it, so that of two orders that promote the same
-- person at once the second runs again and finds it done.
create table partner_history (
    shop_id        bigint not null,
    customer_key   bigint not null,
    seq            bigint generated always as identity,
    previous_seq   bigint not null,
    tier           text collate "C",
    active         boolean not null,
    cause          text not null,
    order_key      bigint,
    -- Why and by whose decision a partner was suspended, given the tier back, or resigned; null for promotions.
    reason         text,
    decided_by     text collate "C",
    recorded_at    timestamptz not null,
    transaction_id xid8 not null default pg_current_xact_id(),
    -- What the promotion could see of referrers and their tiers; null for other entries.
    seen           pg_snapshot,
    primary key (shop_id, customer_key, seq),
    unique (shop_id, customer_key, previous_seq),
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('partner_history', 'sc_commissions');

-- Lists of tiers against which every partner has been evaluated.
create table tier_reviews (
    shop_id  bigint not null references shops,
    -- The settings' name of the lists.
    name     text collate "C" not null default 'partnerTiers' check (name = 'partnerTiers'),
    version  int not null,
    ended_at timestamptz not null,
    primary key (shop_id, version),
    foreign key (shop_id, name, version) references settings_versions
);
call sc_ledger('tier_reviews', 'sc_commissions');
call sc_show_across('tier_reviews', 'shop_id, version');

-- Asked across shops: which have tiers, and whether the newest list has been reviewed.
create function tier_review_shops() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text, due boolean)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction, not exists (
        select from public.tier_reviews r where r.shop_id = s.shop_id and r.version = newest.version)
    from public.shops s
    cross join lateral (
        select l.version from public.settings_versions l where l.shop_id = s.shop_id and l.name = 'partnerTiers'
        order by l.version desc limit 1) as newest
$$;
grant execute on function tier_review_shops() to sc_commissions;
call sc_definer('tier_review_shops()', 'sc_across');
