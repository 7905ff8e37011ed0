-- Files for a bank that name a day and an account: made once, kept with their hash, and replaced only on purpose.
create table payout_files (
    shop_id      bigint not null,
    file_key     bigint generated always as identity,
    batch_key    bigint not null,
    format       text collate "C" not null check (format in ('pain001', 'bankCsv')),
    version      int not null,
    execution_on text collate "C" not null,
    hash         text collate "C" not null,
    content      bytea not null,
    rows         int not null,
    reason       text,
    made_by      text,
    made_at      timestamptz not null,
    primary key (shop_id, file_key),
    unique (shop_id, batch_key, format, version),
    foreign key (shop_id, batch_key) references payout_batches
);
call sc_ledger('payout_files', 'sc_payouts');
