-- The once-peer bonus: once per pair, whatever the plan's versions say.
create table promotion_bonuses (
    shop_id      bigint not null,
    customer_key bigint not null,
    referrer_key bigint not null,
    source_key   bigint not null default nextval('bonus_source_keys'),
    -- The entry that promoted, and the referrer's as it stood before.
    history_seq  bigint not null,
    referrer_seq bigint not null,
    plan_key     bigint not null,
    rule         text collate "C" not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, customer_key, referrer_key),
    foreign key (shop_id, customer_key) references customers
);
create index on promotion_bonuses (shop_id, referrer_key);
create unique index on promotion_bonuses (shop_id, source_key);
call sc_ledger('promotion_bonuses', 'sc_commissions');

-- A period whose pools were shared: [start, end), runs in order and without gaps.
create table dividend_runs (
    shop_id         bigint not null references shops,
    period_end      timestamptz not null,
    period_start    timestamptz not null,
    source_key      bigint not null,
    plan_key        bigint,
    profit          bigint,
    -- What the run could see of the partners' history.
    seen            pg_snapshot not null,
    -- Whether it read everything as it was known at its period's end, and not as it was known when it ran.
    as_known        boolean not null default false,
    -- The first of two persons, where two decide.
    prepared_by     text collate "C",
    decided_by      text collate "C",
    -- Whether limits of payments did not exist yet: it is then not compared with them.
    predates_limits boolean not null default false,
    recorded_at     timestamptz not null,
    primary key (shop_id, period_end)
);
call sc_ledger('dividend_runs', 'sc_commissions');

-- Which run has counted an order's sale; refunds since then lower the period in which they were booked.
create table dividend_orders (
    shop_id    bigint not null,
    order_key  bigint not null,
    period_end timestamptz not null,
    primary key (shop_id, order_key)
);
create index on dividend_orders (shop_id, period_end, order_key);
call sc_ledger('dividend_orders', 'sc_commissions');

create table dividend_pools (
    shop_id    bigint not null,
    period_end timestamptz not null,
    rule       text collate "C" not null,
    earned     bigint not null,
    carried_in bigint not null check (carried_in <= 0),
    pool       bigint not null check (pool >= 0),
    weights    numeric not null,
    holders    bigint not null,
    primary key (shop_id, period_end, rule),
    foreign key (shop_id, period_end) references dividend_runs
);
call sc_ledger('dividend_pools', 'sc_commissions');

create table dividend_shares (
    shop_id      bigint not null,
    period_end   timestamptz not null,
    rule         text collate "C" not null,
    customer_key bigint not null,
    history_seq  bigint not null,
    tier         text collate "C" not null,
    weight       bigint not null check (weight >= 0),
    amount       bigint not null check (amount >= 0),
    primary key (shop_id, period_end, rule, customer_key),
    foreign key (shop_id, period_end, rule) references dividend_pools
);
call sc_ledger('dividend_shares', 'sc_commissions');
