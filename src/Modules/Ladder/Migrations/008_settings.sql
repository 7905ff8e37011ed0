-- How much small change an order's tenders and a refund may be off, and whether points, growth and spend count without
-- the tax that prices include; each change is a new version.
create table order_settings_versions (
    shop_id                bigint not null references shops,
    version                int not null check (version > 0),
    refund_tolerance_minor bigint not null check (refund_tolerance_minor between 0 and 100000),
    tender_tolerance_minor bigint not null check (tender_tolerance_minor between 0 and 100000),
    net_of_tax             boolean not null default false,
    recorded_at            timestamptz not null,
    primary key (shop_id, version)
);
call sc_ledger('order_settings_versions', 'sc_ladder');
