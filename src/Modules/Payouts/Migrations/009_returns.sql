-- A bank sends back what it had paid (退票): reported by one person, decided by another; one report of a transfer at a
-- time.
create table payout_returns (
    shop_id      bigint not null,
    return_key   bigint generated always as identity,
    transfer_key bigint not null,
    reason       text not null,
    document     text not null,
    reported_by  text not null,
    reported_at  timestamptz not null,
    approved     boolean,
    note         text,
    decided_by   text,
    decided_at   timestamptz,
    primary key (shop_id, return_key),
    foreign key (shop_id, transfer_key) references payout_transfers (shop_id, transfer_key),
    check ((approved is null) = (decided_at is null)),
    check ((approved is null) = (decided_by is null))
);
create unique index on payout_returns (shop_id, transfer_key) where approved is distinct from false;
call sc_protect('payout_returns');
grant select, insert on payout_returns to sc_payouts;
grant update (approved, note, decided_by, decided_at) on payout_returns to sc_payouts;
