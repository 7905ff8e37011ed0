-- The rates at which orders earn points and growth; a change is a new version.
create table membership_settings_versions (
    shop_id     bigint not null references shops,
    version     int not null,
    points_bps  int not null check (points_bps >= 0),
    growth_bps  int not null check (growth_bps >= 0),
    -- What orders earn by product, class and rung, how gift cards earn, and what refunds leave; null: the general
    -- rates.
    terms       jsonb,
    recorded_at timestamptz not null,
    primary key (shop_id, version)
);
call sc_ledger('membership_settings_versions', 'sc_membership');
