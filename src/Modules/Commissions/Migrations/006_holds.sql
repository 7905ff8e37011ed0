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

-- What a person has paused: a rule, a person, or a campaign. New accruals of it are held.
create table accrual_stops (
    shop_id     bigint not null references shops,
    accrual_stop_key   bigint generated always as identity,
    accrual_stop_id    text collate "C" not null check (length(accrual_stop_id) between 1 and 64),
    scope       text collate "C" not null
        check (scope in ('rule', 'person', 'touchpoint', 'inviteCode', 'productClass')),
    target      text collate "C" not null,
    reason      text not null,
    set_by      text collate "C" not null,
    recorded_at timestamptz not null,
    primary key (shop_id, accrual_stop_key),
    unique (shop_id, accrual_stop_id)
);
call sc_ledger('accrual_stops', 'sc_commissions');

create table accrual_stop_releases (
    shop_id     bigint not null,
    accrual_stop_id    text collate "C" not null,
    action      text collate "C" not null check (action in ('book', 'reject')),
    reason      text not null,
    released_by text collate "C" not null,
    accruals    bigint not null,
    amount      bigint not null,
    recorded_at timestamptz not null,
    primary key (shop_id, accrual_stop_id),
    foreign key (shop_id, accrual_stop_id) references accrual_stops (shop_id, accrual_stop_id)
);
call sc_ledger('accrual_stop_releases', 'sc_commissions');

-- Why an accrual is held. It may be for several reasons, and is free when the last of them has ended.
create table holds (
    shop_id     bigint not null,
    hold_key    bigint generated always as identity,
    order_key   bigint not null,
    accrual_id  bigint not null,
    cause       text collate "C" not null check (cause in ('chargeback', 'accrualStop')),
    subject_id  text collate "C" not null,
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
    recorded_at timestamptz not null,
    primary key (shop_id, hold_key),
    foreign key (shop_id, hold_key) references holds
);
call sc_ledger('hold_ends', 'sc_commissions');

-- What was held or released late is found by its time, as late reversals are.
create index on movements (shop_id, recorded_at) where event in ('held', 'released');
