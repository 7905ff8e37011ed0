-- Bounds of payments that no order earns and of decisions by one person; the latest version is in force.
create table payment_limits (
    shop_id     bigint not null references shops,
    version     bigint generated always as identity,
    adjustment  bigint not null check (adjustment > 0),
    project     bigint not null check (project > 0),
    profit_bps  int not null check (profit_bps >= 0),
    release     bigint not null check (release >= 0),
    set_by      text collate "C" not null,
    recorded_at timestamptz not null,
    primary key (shop_id, version)
);
call sc_ledger('payment_limits', 'sc_commissions');

-- The first of two persons. What was decided before two persons and limits were asked for is not held against them.
alter table accrual_stop_releases add column prepared_by text collate "C",
    add column predates_limits boolean not null default true;
alter table accrual_stop_releases alter column predates_limits set default false;

alter table fraud_decisions add column prepared_by text collate "C", add column freed bigint,
    add column predates_limits boolean not null default true;
alter table fraud_decisions alter column predates_limits set default false;

alter table dividend_runs add column prepared_by text collate "C",
    add column predates_limits boolean not null default true;
alter table dividend_runs alter column predates_limits set default false;

alter table project_decisions add column predates_limits boolean not null default true;
alter table project_decisions alter column predates_limits set default false;

alter table adjustment_decisions add column predates_limits boolean not null default true;
alter table adjustment_decisions alter column predates_limits set default false;
