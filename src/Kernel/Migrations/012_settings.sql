-- What a shop has set, in versions 1, 2, … of each setting; the latest is in force. The transaction's id tells a later
-- check which versions an order could see.
create table settings_versions (
    shop_id        bigint not null references shops,
    name           text collate "C" not null,
    version        int not null check (version > 0),
    content        jsonb not null,
    -- The first of the two persons, where a setting takes two.
    prepared_by    text collate "C",
    -- Null where a backend set it.
    set_by         text collate "C",
    recorded_at    timestamptz not null,
    transaction_id xid8 not null default pg_current_xact_id(),
    primary key (shop_id, name, version)
);
call sc_ledger('settings_versions', 'sc_kernel');
call sc_show_across('settings_versions', 'shop_id, name, version');
