-- Cached sums of the grants and the tiers in force; written only under the buyer's lock.
create table members (
    shop_id           bigint not null,
    customer_key      bigint not null,
    growth            bigint not null,
    points            bigint not null,
    -- The tier that growth gave, for a period; what follows the period is derived from the clock.
    growth_tier       text collate "C",
    growth_tier_until timestamptz,
    -- Tiers that stand whatever the growth: bought with a member product, or reached permanently.
    held              jsonb not null,
    version           bigint not null,
    -- The latest event that the row counts, by its own time; null for a row that the review has to recompute. Changes
    -- of tiers from that instant on are not in the row.
    as_of             timestamptz,
    -- Rows of the tier history with an earlier revision were superseded by a recomputation.
    revision          int not null default 0,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers,
    check ((growth_tier is null) = (growth_tier_until is null))
) with (fillfactor = 80);
create index on members (shop_id, customer_key) where as_of is null;
call sc_protect('members');
grant select, insert, update on members to sc_membership;
call sc_show_across('members', 'shop_id, as_of');

create table member_tier_history (
    shop_id      bigint not null,
    customer_key bigint not null,
    seq          bigint generated always as identity,
    -- Null: a period ended and growth gave no tier any more.
    tier_id      text collate "C",
    cause        text not null check (cause in ('growth', 'product', 'threshold', 'periodEnd', 'refund')),
    since        timestamptz not null,
    until        timestamptz,
    revision     int not null default 0,
    recorded_at  timestamptz not null,
    primary key (shop_id, customer_key, seq),
    foreign key (shop_id, customer_key) references members
);
call sc_ledger('member_tier_history', 'sc_membership');

-- Asked across shops: where members are to be recomputed, or products of a tier to be looked for.
create function member_review_shops() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (select from public.members m where m.shop_id = s.shop_id and m.as_of is null)
        or exists (
            select from public.member_tier_versions v
            where v.shop_id = s.shop_id and v.names_more and not exists (
                select from public.member_tier_reviews r
                where r.shop_id = v.shop_id and r.tier_id = v.tier_id and r.version = v.version))
$$;
grant execute on function member_review_shops() to sc_membership;
call sc_definer('member_review_shops()', 'sc_across');
