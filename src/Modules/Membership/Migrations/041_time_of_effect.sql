-- What orders earn by product, class and rung, how gift cards earn, and what refunds leave; null: the general rates.
alter table membership_settings_versions add column terms jsonb;

-- Every version of a tier is read; since when its threshold is this low follows from them.
alter table member_tier_versions drop column threshold_since;
-- Whether the version names products of which the one before it says nothing: what was paid before may be about them.
alter table member_tier_versions add column names_more boolean not null default false;

-- The latest event that the row counts, by its own time; null for a row that was written by the time of hearing, which
-- the review recomputes. Changes of tiers from that instant on are not in the row.
alter table members add column as_of timestamptz;
-- Rows of the tier history with an earlier revision were superseded by a recomputation.
alter table members add column revision int not null default 0;
create index on members (shop_id, customer_key) where as_of is null;

alter table member_tier_history add column revision int not null default 0;
alter table member_tier_history drop constraint member_tier_history_cause_check;
alter table member_tier_history add constraint member_tier_history_cause_check
    check (cause in ('growth', 'product', 'threshold', 'periodEnd', 'refund'));

-- On what each line earns and at which rates, where not on all of its value at the grant's own rates.
alter table member_grants add column lines jsonb;

-- Tiers that the lines of orders gave, on the terms under which they were given. A line whose product a tier named only
-- later is added then.
create table member_given_tiers (
    shop_id       bigint not null,
    order_key     bigint not null,
    line_no       int not null,
    customer_key  bigint not null,
    tier_id       text collate "C" not null,
    validity_days int check (validity_days > 0),
    units         bigint not null check (units > 0),
    recorded_at   timestamptz not null,
    primary key (shop_id, order_key, line_no),
    foreign key (shop_id, customer_key) references members
);
call sc_ledger('member_given_tiers', 'sc_membership');

-- Versions of tiers whose products have been looked for in the orders before them.
create table member_tier_reviews (
    shop_id  bigint not null,
    tier_id  text collate "C" not null,
    version  int not null,
    ended_at timestamptz not null,
    primary key (shop_id, tier_id, version),
    foreign key (shop_id, tier_id, version) references member_tier_versions
);
call sc_ledger('member_tier_reviews', 'sc_membership');
create index on member_tier_versions (shop_id, tier_id, version) where names_more;

-- Asked across shops: where something is to be looked for.
create function member_review_shops() returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = public as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from shops s
    where exists (select from members m where m.shop_id = s.shop_id and m.as_of is null)
        or exists (
            select from member_tier_versions v
            where v.shop_id = s.shop_id and v.names_more and not exists (
                select from member_tier_reviews r
                where r.shop_id = v.shop_id and r.tier_id = v.tier_id and r.version = v.version))
$$;
revoke execute on function member_review_shops() from public;
grant execute on function member_review_shops() to sc_membership;
