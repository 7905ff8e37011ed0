-- Whether an order shared somebody with another one under way: each of the two judged tiers by its own part alone, and
-- who sees both comes after the commit. A start looks at such orders again.
alter table commission_orders add column shared boolean not null default false;

-- Lists of tiers against which everybody has been held.
create table tier_reviews (
    shop_id  bigint not null references shops,
    version  bigint not null,
    ended_at timestamptz not null,
    primary key (shop_id, version),
    foreign key (shop_id, version) references partner_tier_lists
);
call sc_ledger('tier_reviews', 'sc_commissions');

-- Asked across shops: which have tiers, and whether everybody has been held against the newest list.
create function tier_review_shops() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text, due boolean)
    language sql stable security definer set search_path = public as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction, not exists (
        select from tier_reviews r where r.shop_id = s.shop_id and r.version = newest.version)
    from shops s
    cross join lateral (
        select l.version from partner_tier_lists l where l.shop_id = s.shop_id
        order by l.version desc limit 1) as newest
$$;
revoke execute on function tier_review_shops() from public;
grant execute on function tier_review_shops() to sc_commissions;
