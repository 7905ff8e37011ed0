-- Tax paid to the authority: requested by one person, decided by another.
create table tax_remittances (
    shop_id        bigint not null references shops,
    remittance_key bigint generated always as identity,
    remittance_id  text collate "C" not null check (length(remittance_id) between 1 and 64),
    month          text collate "C" not null,
    amount         bigint not null check (amount > 0),
    paid_at        timestamptz not null,
    document       text not null,
    requested_by   text not null,
    requested_at   timestamptz not null,
    approved       boolean,
    note           text,
    decided_by     text,
    decided_at     timestamptz,
    primary key (shop_id, remittance_key),
    unique (shop_id, remittance_id),
    check ((approved is null) = (decided_at is null)),
    check ((approved is null) = (decided_by is null))
);
create index on tax_remittances (shop_id, month);
call sc_protect('tax_remittances');
grant select, insert on tax_remittances to sc_payouts;
grant update (approved, note, decided_by, decided_at) on tax_remittances to sc_payouts;
