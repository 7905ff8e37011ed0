-- By what two customers are known to be one person, or to pay from one account: keyed hashes, never what was given.
create table customer_identities (
    shop_id      bigint not null,
    customer_key bigint not null,
    kind         text collate "C" not null check (kind in ('document', 'phone', 'email', 'device', 'payer')),
    fingerprint  bytea not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, customer_key, kind, fingerprint),
    foreign key (shop_id, customer_key) references customers
);
-- Which other customers are recognised by the same.
create index on customer_identities (shop_id, kind, fingerprint);
call sc_ledger('customer_identities', 'sc_kernel');
