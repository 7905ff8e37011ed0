-- Why a product is bought again (必然复购设计), in versions 1, 2, … of each product; the latest is in force.
create table repurchase_designs (
    shop_id             bigint not null,
    product_id          text collate "C" not null,
    version             int not null check (version > 0),
    content             jsonb not null,
    -- After how many days the product is usually bought again.
    expected_cycle_days int check (expected_cycle_days > 0),
    recorded_at         timestamptz not null,
    primary key (shop_id, product_id, version),
    foreign key (shop_id, product_id) references products
);
call sc_ledger('repurchase_designs', 'sc_ladder');
