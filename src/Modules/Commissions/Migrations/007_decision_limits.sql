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
