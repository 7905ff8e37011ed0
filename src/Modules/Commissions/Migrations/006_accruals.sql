-- The order as commission sees it: the snapshot never changes; completion and maturity do.
create table commission_orders (
    shop_id             bigint not null,
    order_key           bigint not null,
    order_id            text collate "C" not null,
    customer_key        bigint not null,
    paid_at             timestamptz not null,
    recorded_at         timestamptz not null,
    plan_key            bigint,
    snapshot            jsonb not null,
    -- What the transaction could see when it took the snapshot.
    seen                pg_snapshot not null,
    -- Whether the order shared a person with another one under way: each of the two judged tiers by its own part alone,
    -- and a check that sees both comes after the commit. A start looks at such orders again.
    shared              boolean not null default false,
    accruals            int not null,
    completed_at        timestamptz,
    -- Since when the completion is known; null where that has been so since the order was recorded.
    completion_heard_at timestamptz,
    matures_at          timestamptz,
    matured             boolean not null default false,
    primary key (shop_id, order_key),
    foreign key (shop_id, plan_key) references plans
);
create index on commission_orders (shop_id, matures_at) where accruals > 0;
call sc_protect('commission_orders');
grant select, insert on commission_orders to sc_commissions;
grant update (accruals, completed_at, completion_heard_at, matures_at, matured) on commission_orders
    to sc_commissions;

-- What was known of an order's completion before something changed it, so that a period is read as it was known at its
-- end, on whatever day that is asked. The latest stands in the order's own row.
create table past_completions (
    shop_id      bigint not null,
    entry_id     bigint generated always as identity,
    order_key    bigint not null,
    completed_at timestamptz,
    -- Since when that was known, and when something else was reported.
    heard_at     timestamptz not null,
    until        timestamptz not null,
    primary key (shop_id, entry_id),
    foreign key (shop_id, order_key) references commission_orders
);
create index on past_completions (shop_id, until);
call sc_ledger('past_completions', 'sc_commissions');

-- What of an order's lines was left after an event that changed them, and the document that told of it: the journal
-- names it, and the cost by product follows the lines that came back.
create table order_changes (
    shop_id       bigint not null,
    order_key     bigint not null,
    change_key    bigint generated always as identity,
    journal_id    bigint not null,
    document_kind text collate "C" not null,
    document_id   text collate "C" not null,
    -- In the order of the snapshot's lines, or of the lines here where the event changed them too.
    left_minor    bigint[] not null,
    lines         jsonb,
    recorded_at   timestamptz not null,
    primary key (shop_id, order_key, change_key),
    foreign key (shop_id, order_key) references commission_orders
);
call sc_ledger('order_changes', 'sc_commissions');

create sequence bonus_source_keys;
grant usage on sequence bonus_source_keys to sc_commissions;

-- What pays without an order: a period's pools, an accepted project, a promotion. Accruals name it by kind and key; it
-- matures at a time that never changes.
create table bonus_sources (
    shop_id     bigint not null references shops,
    source_key  bigint not null,
    source_kind text collate "C" not null check (source_kind in ('period', 'task', 'promotion')),
    -- Its name for people: the period's end, the project's id, the id of the promoted customer.
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

create table accruals (
    shop_id         bigint not null,
    accrual_id      bigint generated always as identity,
    source_kind     text collate "C" not null check (source_kind in ('order', 'period', 'task', 'promotion')),
    source_id       bigint not null,
    rule            text collate "C" not null,
    kind            text collate "C" not null
        check (kind in ('level', 'differential', 'peer', 'peerOnce', 'dividend', 'project')),
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
