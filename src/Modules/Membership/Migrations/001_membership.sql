select sc_role('sc_membership');
grant sc_kernel to sc_membership;
grant sc_membership to sc_app;

-- What tiers, rates and privileges were at any time: a change is a new row, the newest version is in force.
create table member_tier_versions (
    shop_id         bigint not null references shops,
    tier_id         text collate "C" not null check (length(tier_id) between 1 and 64),
    version         int not null,
    name            text not null,
    rank            int not null check (rank > 0),
    growth_from     bigint check (growth_from >= 0),
    member_products text[] not null,
    validity_days   int check (validity_days > 0),
    privileges      jsonb not null,
    -- Since when the growth value that the tier asks for is this low: who had it already, has the tier since then.
    threshold_since timestamptz not null,
    recorded_at     timestamptz not null,
    primary key (shop_id, tier_id, version)
);
call sc_ledger('member_tier_versions', 'sc_membership');

create table membership_settings_versions (
    shop_id     bigint not null references shops,
    version     int not null,
    points_bps  int not null check (points_bps >= 0),
    growth_bps  int not null check (growth_bps >= 0),
    recorded_at timestamptz not null,
    primary key (shop_id, version)
);
call sc_ledger('membership_settings_versions', 'sc_membership');

-- Cached sums of the grants and the tiers in force; written only by whoever holds the buyer's lock.
create table members (
    shop_id           bigint not null,
    customer_key      bigint not null,
    growth            bigint not null,
    points            bigint not null,
    -- The tier that growth gave, for a period; what follows the period is derived from the clock.
    growth_tier       text collate "C",
    growth_tier_until timestamptz,
    -- Tiers that stand whatever the growth: bought with a member product, or reached for ever.
    held              jsonb not null,
    version           bigint not null,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers,
    check ((growth_tier is null) = (growth_tier_until is null))
) with (fillfactor = 80);
call sc_protect('members');
grant select, insert, update on members to sc_membership;

-- What an order gave, with the rates of then, by which a refund takes back.
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

create table member_tier_history (
    shop_id      bigint not null,
    customer_key bigint not null,
    seq          bigint generated always as identity,
    -- Null: a period ended and growth gave no tier any more.
    tier_id      text collate "C",
    cause        text not null check (cause in ('growth', 'product', 'threshold', 'periodEnd')),
    since        timestamptz not null,
    until        timestamptz,
    recorded_at  timestamptz not null,
    primary key (shop_id, customer_key, seq),
    foreign key (shop_id, customer_key) references members
);
call sc_ledger('member_tier_history', 'sc_membership');
