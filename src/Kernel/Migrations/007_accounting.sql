create sequence journal_ids;
grant usage on sequence journal_ids to sc_kernel;

-- The ledger. Movements carry the key of the person concerned (0: the shop's own accounts) and no foreign key to a row
-- that many orders share: a key share lock on a star partner's row would be taken by every order of the shop.
create table movements (
    shop_id      bigint not null,
    movement_id  bigint generated always as identity,
    journal_id   bigint not null,
    unit         text collate "C" not null,
    customer_key bigint not null,
    from_account text collate "C" not null,
    to_account   text collate "C" not null,
    amount       bigint not null check (amount > 0),
    event        text collate "C" not null,
    subject_id   bigint not null,
    order_key    bigint,
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, movement_id),
    check (from_account <> to_account)
);
create index on movements (shop_id, customer_key, unit);
create index on movements (shop_id, subject_id);
-- What changed late of commission that had matured is found by its time.
create index on movements (shop_id, recorded_at) where event in ('reversed', 'restored', 'absorbed');
-- Adjustments are few: a run finds those of a period, and of a person, without reading what orders booked.
create index on movements (shop_id, recorded_at) where event = 'adjusted';
create index on movements (shop_id, customer_key, recorded_at) where event = 'adjusted';
-- What was held or released late is found by its time, as late reversals are.
create index on movements (shop_id, recorded_at) where event in ('held', 'released');
call sc_ledger('movements', 'sc_kernel');
