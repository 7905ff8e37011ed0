-- What an order gave when it was paid, with the rates in force, by which a refund takes back.
create table member_grants (
    shop_id      bigint not null,
    order_key    bigint not null,
    order_id     text collate "C" not null,
    customer_key bigint not null,
    value_minor  bigint not null check (value_minor >= 0),
    points_bps   int not null,
    growth_bps   int not null,
    points       bigint not null check (points >= 0),
    growth       bigint not null check (growth >= 0),
    -- On what each line earns and at which rates, where not on all of its value at the grant's own rates.
    lines        jsonb,
    recorded_at  timestamptz not null,
    primary key (shop_id, order_key),
    foreign key (shop_id, customer_key) references members
);
call sc_ledger('member_grants', 'sc_membership');

create table member_grant_changes (
    shop_id          bigint not null,
    order_key        bigint not null,
    seq              bigint generated always as identity,
    value_left_minor bigint not null check (value_left_minor >= 0),
    points           bigint not null,
    growth           bigint not null,
    recorded_at      timestamptz not null,
    primary key (shop_id, order_key, seq),
    foreign key (shop_id, order_key) references member_grants
);
call sc_ledger('member_grant_changes', 'sc_membership');

-- The terms on which an amended order earns after each of its amendments, in the order of their own times; the last
-- ones hold now. What the order earned when it was paid stands in its grant.
create table member_grant_terms (
    shop_id     bigint not null,
    order_key   bigint not null,
    revision    int not null check (revision > 0),
    terms       jsonb not null,
    recorded_at timestamptz not null,
    primary key (shop_id, order_key, revision),
    foreign key (shop_id, order_key) references member_grants
);
call sc_ledger('member_grant_terms', 'sc_membership');

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
