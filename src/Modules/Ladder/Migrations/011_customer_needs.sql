-- How strong a customer's need is, as the shop has found out; the latest version is in force.
create table customer_needs (
    shop_id      bigint not null,
    customer_key bigint not null,
    version      int not null check (version > 0),
    level        text collate "C" not null check (level in ('low', 'medium', 'high')),
    reason       text,
    recorded_at  timestamptz not null,
    primary key (shop_id, customer_key, version),
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('customer_needs', 'sc_ladder');
