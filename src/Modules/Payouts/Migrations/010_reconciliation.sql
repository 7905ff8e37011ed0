-- A channel's list of what it paid: proposed by one person, decided by another; one list of a channel waits at a time.
create table payout_reconciliations (
    shop_id            bigint not null references shops,
    reconciliation_key bigint generated always as identity,
    channel            text collate "C" not null check (channel in ('manual', 'wechat')),
    document           text not null,
    paid               jsonb not null,
    -- What the list comes to: as proposed, and once decided, as booked.
    found              jsonb not null,
    proposed_by        text collate "C" not null,
    proposed_at        timestamptz not null,
    approved           boolean,
    note               text,
    decided_by         text collate "C",
    decided_at         timestamptz,
    primary key (shop_id, reconciliation_key),
    check ((approved is null) = (decided_at is null)),
    check ((approved is null) = (decided_by is null)),
    check (decided_by <> proposed_by)
);
create unique index on payout_reconciliations (shop_id, channel) where approved is null;
call sc_protect('payout_reconciliations');
grant select, insert on payout_reconciliations to sc_payouts;
grant update (found, approved, note, decided_by, decided_at) on payout_reconciliations to sc_payouts;

-- Transfers that the restored database had lost, booked from an approved list. What a transfer takes beyond the settled
-- balance lies within the shop's tolerance.
create table payout_recoveries (
    shop_id            bigint not null,
    transfer_key       bigint not null,
    reconciliation_key bigint not null,
    beyond             bigint not null check (beyond >= 0),
    primary key (shop_id, transfer_key),
    foreign key (shop_id, transfer_key) references payout_transfers (shop_id, transfer_key),
    foreign key (shop_id, reconciliation_key) references payout_reconciliations
);
create index on payout_recoveries (shop_id, reconciliation_key);
call sc_ledger('payout_recoveries', 'sc_payouts');
