-- What pays without an order: a period's pools, an accepted task, a promotion. Accruals name it by kind and key; it
-- matures at a time that never changes.
create sequence bonus_source_keys;
grant usage on sequence bonus_source_keys to sc_commissions;
create table bonus_sources (
    shop_id     bigint not null references shops,
    source_key  bigint not null,
    source_kind text collate "C" not null check (source_kind in ('period', 'task', 'promotion')),
    -- What people call it: the period's end, the task's id, the id of who was promoted.
    source_id   text collate "C" not null,
    plan_key    bigint,
    matures_at  timestamptz not null,
    matured     boolean not null default false,
    recorded_at timestamptz not null,
    primary key (shop_id, source_key)
);
create index on bonus_sources (shop_id, matures_at);
call sc_protect('bonus_sources');
grant select, insert on bonus_sources to sc_commissions;
grant update (matured) on bonus_sources to sc_commissions;

alter table accruals drop constraint accruals_kind_check;
alter table accruals add constraint accruals_kind_check
    check (kind in ('level', 'differential', 'peer', 'peerOnce', 'dividend', 'project')) not valid;

-- Since when the completion is known; null where that has been so since the order was recorded.
alter table commission_orders add column completion_heard_at timestamptz;
grant update (completion_heard_at) on commission_orders to sc_commissions;

-- What the promotion could see of referrers and their tiers; null for what is older than the once-peer bonus.
alter table partner_history add column seen pg_snapshot;

-- Once per pair, ever, whatever the plan's versions say.
create table promotion_bonuses (
    shop_id       bigint not null,
    customer_key  bigint not null,
    referrer_key  bigint not null,
    source_key    bigint not null default nextval('bonus_source_keys'),
    -- The entry that promoted, and the referrer's as it stood before.
    history_seq   bigint not null,
    referrer_seq  bigint not null,
    plan_key      bigint not null,
    rule          text collate "C" not null,
    recorded_at   timestamptz not null,
    primary key (shop_id, customer_key, referrer_key),
    foreign key (shop_id, customer_key) references customers
);
create index on promotion_bonuses (shop_id, referrer_key);
call sc_ledger('promotion_bonuses', 'sc_commissions');

-- A period whose pools were shared: [start, end), runs in order and without gaps.
create table dividend_runs (
    shop_id      bigint not null references shops,
    period_end   timestamptz not null,
    period_start timestamptz not null,
    source_key   bigint not null,
    plan_key     bigint,
    profit       bigint,
    -- What the run could see of the partners' history.
    seen         pg_snapshot not null,
    decided_by   text collate "C",
    recorded_at  timestamptz not null,
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

-- A task for people, with its goal and what it pays.
create table projects (
    shop_id     bigint not null references shops,
    project_key bigint generated always as identity,
    project_id  text collate "C" not null check (length(project_id) between 1 and 64),
    plan_key    bigint not null,
    rule        text collate "C" not null,
    content     jsonb not null,
    opened_by   text collate "C" not null,
    recorded_at timestamptz not null,
    primary key (shop_id, project_key),
    unique (shop_id, project_id),
    foreign key (shop_id, plan_key) references plans
);
call sc_ledger('projects', 'sc_commissions');

-- How a task ended, once for each: accepted with what was achieved, or cancelled.
create table project_decisions (
    shop_id     bigint not null,
    project_key bigint not null,
    source_key  bigint,
    achieved    bigint check (achieved >= 0),
    answer      jsonb not null,
    reason      text not null,
    decided_by  text collate "C" not null,
    recorded_at timestamptz not null,
    primary key (shop_id, project_key),
    foreign key (shop_id, project_key) references projects
);
call sc_ledger('project_decisions', 'sc_commissions');
