select sc_role('sc_commissions');
grant sc_kernel to sc_commissions;
grant sc_commissions to sc_app;

-- Partner tiers as one ranked list, lowest first; a change is a new list.
create table partner_tier_lists (
    shop_id     bigint not null references shops,
    version     bigint generated always as identity,
    tiers       jsonb not null,
    recorded_at timestamptz not null,
    primary key (shop_id, version)
);
call sc_ledger('partner_tier_lists', 'sc_commissions');

create table plans (
    shop_id        bigint not null references shops,
    plan_key       bigint generated always as identity,
    status         text not null check (status in ('draft', 'published', 'retired')),
    content        jsonb not null,
    effective_from timestamptz,
    created_at     timestamptz not null,
    published_at   timestamptz,
    revision       bigint not null default 1,
    primary key (shop_id, plan_key),
    check ((status = 'draft') = (effective_from is null))
);
create unique index on plans (shop_id, effective_from);
call sc_protect('plans');
grant select, insert on plans to sc_commissions;
grant update (status, content, effective_from, published_at, revision) on plans to sc_commissions;

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
    recorded_at    timestamptz not null,
    transaction_id xid8 not null default pg_current_xact_id(),
    primary key (shop_id, customer_key, seq),
    unique (shop_id, customer_key, previous_seq),
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('partner_history', 'sc_commissions');

create table partner_approvals (
    shop_id      bigint not null,
    customer_key bigint not null,
    approved_by  text not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('partner_approvals', 'sc_commissions');

-- What counts for a person's tier: appended by each order, folded into one row per person now and then, so that no
-- order waits for another one's row. teamN is the net sales of the people at depth N exactly.
create table partner_volume (
    shop_id      bigint not null,
    customer_key bigint not null,
    entry_id     bigint generated always as identity,
    own_minor    bigint not null,
    team1_minor  bigint not null,
    team2_minor  bigint not null,
    team3_minor  bigint not null,
    buyers       bigint not null,
    primary key (shop_id, customer_key, entry_id)
);
call sc_protect('partner_volume');
grant select, insert, delete on partner_volume to sc_commissions;

create table partner_totals (
    shop_id      bigint not null,
    customer_key bigint not null,
    own_minor    bigint not null,
    team1_minor  bigint not null,
    team2_minor  bigint not null,
    team3_minor  bigint not null,
    buyers       bigint not null,
    primary key (shop_id, customer_key)
);
call sc_protect('partner_totals');
grant select, insert, update on partner_totals to sc_commissions;

-- The order as commission sees it: the snapshot never changes; completion and maturity do.
create table commission_orders (
    shop_id      bigint not null,
    order_key    bigint not null,
    order_id     text collate "C" not null,
    customer_key bigint not null,
    paid_at      timestamptz not null,
    recorded_at  timestamptz not null,
    plan_key     bigint,
    snapshot     jsonb not null,
    -- What the transaction could see when it took the snapshot.
    seen         pg_snapshot not null,
    accruals     int not null,
    completed_at timestamptz,
    matures_at   timestamptz,
    matured      boolean not null default false,
    primary key (shop_id, order_key),
    foreign key (shop_id, plan_key) references plans
);
create index on commission_orders (shop_id, matures_at) where accruals > 0;
call sc_protect('commission_orders');
grant select, insert on commission_orders to sc_commissions;
grant update (accruals, completed_at, matures_at, matured) on commission_orders to sc_commissions;

create table accruals (
    shop_id         bigint not null,
    accrual_id      bigint generated always as identity,
    source_kind     text collate "C" not null check (source_kind in ('order', 'period', 'task', 'promotion')),
    source_id       bigint not null,
    rule            text collate "C" not null,
    kind            text collate "C" not null check (kind in ('level', 'differential', 'peer', 'dividend', 'project')),
    beneficiary_key bigint not null,
    depth           int not null,
    tier            text collate "C" not null,
    amount          bigint not null check (amount >= 0),
    recorded_at     timestamptz not null,
    primary key (shop_id, accrual_id),
    unique (shop_id, source_kind, source_id, rule, beneficiary_key)
);
create index on accruals (shop_id, beneficiary_key);
call sc_ledger('accruals', 'sc_commissions');

create table settlement_runs (
    shop_id      bigint not null references shops,
    period_end   timestamptz not null,
    period_start timestamptz,
    statements   bigint not null,
    total        bigint not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, period_end)
);
call sc_ledger('settlement_runs', 'sc_commissions');

-- What a run carried forward: balances below the minimum, and debts.
create table settlement_carries (
    shop_id      bigint not null,
    period_end   timestamptz not null,
    customer_key bigint not null,
    balance      bigint not null check (balance <> 0),
    primary key (shop_id, period_end, customer_key),
    foreign key (shop_id, period_end) references settlement_runs
);
call sc_ledger('settlement_carries', 'sc_commissions');

create table statements (
    shop_id       bigint not null,
    statement_key bigint generated always as identity,
    statement_id  text collate "C" not null,
    customer_key  bigint not null,
    period_end    timestamptz not null,
    total         bigint not null check (total > 0),
    previous_hash text not null,
    hash          text not null,
    -- The statement to the byte, as it was made; the hash is over these bytes.
    body          text not null,
    primary key (shop_id, statement_key),
    unique (shop_id, statement_id),
    unique (shop_id, customer_key, period_end),
    foreign key (shop_id, period_end) references settlement_runs
);
call sc_ledger('statements', 'sc_commissions');

create table statement_lines (
    shop_id       bigint not null,
    statement_key bigint not null,
    line_no       int not null,
    movement_id   bigint not null,
    amount        bigint not null,
    primary key (shop_id, statement_key, line_no),
    unique (shop_id, movement_id),
    foreign key (shop_id, statement_key) references statements
);
call sc_ledger('statement_lines', 'sc_commissions');
