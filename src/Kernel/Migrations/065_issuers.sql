-- Who a shop is by law, as its documents name it; the latest version is in force, a statement keeps its own.
create table shop_issuers (
    shop_id             bigint not null references shops,
    version             bigint generated always as identity,
    legal_name          text not null,
    registration_number text,
    address             text,
    tax_number          text,
    set_by              text collate "C" not null,
    recorded_at         timestamptz not null,
    primary key (shop_id, version)
);
call sc_ledger('shop_issuers', 'sc_kernel');
