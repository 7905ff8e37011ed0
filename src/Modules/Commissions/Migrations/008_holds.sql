-- Why an accrual is held. It may be for several reasons, and is free when the last of them has ended. The causes are
-- those that the integrity check knows.
create table holds (
    shop_id     bigint not null,
    hold_key    bigint generated always as identity,
    -- Null where no order earned the accrual.
    order_key   bigint,
    accrual_id  bigint not null,
    cause       text collate "C" not null,
    subject_id  text collate "C" not null,
    -- The event by which it was held, so that the journal can name it.
    journal_id  bigint default nullif(current_setting('carry.journal', true), '')::bigint,
    recorded_at timestamptz not null,
    primary key (shop_id, hold_key),
    unique (shop_id, accrual_id, cause, subject_id),
    foreign key (shop_id, accrual_id) references accruals
);
create index on holds (shop_id, order_key);
create index on holds (shop_id, subject_id, cause);
call sc_ledger('holds', 'sc_commissions');

create table hold_ends (
    shop_id     bigint not null,
    hold_key    bigint not null,
    outcome     text collate "C" not null check (outcome in ('released', 'rejected')),
    -- The event by which it was set free.
    journal_id  bigint default nullif(current_setting('carry.journal', true), '')::bigint,
    recorded_at timestamptz not null,
    primary key (shop_id, hold_key),
    foreign key (shop_id, hold_key) references holds
);
call sc_ledger('hold_ends', 'sc_commissions');

-- A payment that the buyer's bank takes back (拒付): what the order earned is held until it is won or lost.
create table chargebacks (
    shop_id       bigint not null,
    chargeback_id text collate "C" not null check (length(chargeback_id) between 1 and 64),
    order_key     bigint not null,
    opened_at     timestamptz not null,
    recorded_at   timestamptz not null,
    primary key (shop_id, chargeback_id),
    foreign key (shop_id, order_key) references commission_orders
);
create index on chargebacks (shop_id, order_key);
call sc_ledger('chargebacks', 'sc_commissions');

create table chargeback_outcomes (
    shop_id       bigint not null,
    chargeback_id text collate "C" not null,
    outcome       text collate "C" not null check (outcome in ('won', 'lost')),
    decided_at    timestamptz not null,
    recorded_at   timestamptz not null,
    primary key (shop_id, chargeback_id),
    foreign key (shop_id, chargeback_id) references chargebacks
);
call sc_ledger('chargeback_outcomes', 'sc_commissions');
