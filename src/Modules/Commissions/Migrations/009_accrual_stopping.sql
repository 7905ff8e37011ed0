-- What a person has paused: a rule, a person, or a campaign. New accruals of it are held.
create table accrual_stops (
    shop_id          bigint not null references shops,
    accrual_stop_key bigint generated always as identity,
    accrual_stop_id  text collate "C" not null check (length(accrual_stop_id) between 1 and 64),
    scope            text collate "C" not null
        check (scope in ('rule', 'person', 'touchpoint', 'inviteCode', 'productClass')),
    target           text collate "C" not null,
    reason           text not null,
    set_by           text collate "C" not null,
    recorded_at      timestamptz not null,
    primary key (shop_id, accrual_stop_key),
    unique (shop_id, accrual_stop_id)
);
call sc_ledger('accrual_stops', 'sc_commissions');

create table accrual_stop_releases (
    shop_id         bigint not null,
    accrual_stop_id text collate "C" not null,
    action          text collate "C" not null check (action in ('book', 'reject')),
    reason          text not null,
    -- The first of two persons, where two decide.
    prepared_by     text collate "C",
    released_by     text collate "C" not null,
    accruals        bigint not null,
    amount          bigint not null,
    -- Whether limits of payments did not exist yet: it is then not compared with them.
    predates_limits boolean not null default false,
    recorded_at     timestamptz not null,
    primary key (shop_id, accrual_stop_id),
    foreign key (shop_id, accrual_stop_id) references accrual_stops (shop_id, accrual_stop_id)
);
call sc_ledger('accrual_stop_releases', 'sc_commissions');
