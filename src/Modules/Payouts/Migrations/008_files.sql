-- Files of a batch: made once, kept with their hash, and replaced only on purpose. The product's own file (csv) names
-- no day; the files for banks do.
create table payout_files (
    shop_id      bigint not null,
    file_key     bigint generated always as identity,
    batch_key    bigint not null,
    format       text collate "C" not null check (format in ('csv', 'pain001', 'bankCsv')),
    version      int not null,
    execution_on text collate "C",
    hash         text collate "C" not null,
    -- Sealed, and bound to the row by its key.
    content      bytea not null,
    rows         int not null,
    reason       text,
    made_by      text,
    made_at      timestamptz not null,
    primary key (shop_id, file_key),
    unique (shop_id, batch_key, format, version),
    foreign key (shop_id, batch_key) references payout_batches,
    constraint payout_files_day_check check ((format = 'csv') = (execution_on is null))
);
call sc_ledger('payout_files', 'sc_payouts');
grant usage on sequence payout_files_file_key_seq to sc_payouts;

-- Result files of the manual channel: the same bytes again give the same answer.
create table payout_result_files (
    shop_id     bigint not null,
    batch_key   bigint not null,
    hash        text collate "C" not null,
    answer      text not null,
    recorded_by text,
    recorded_at timestamptz not null,
    primary key (shop_id, batch_key, hash),
    foreign key (shop_id, batch_key) references payout_batches
);
call sc_ledger('payout_result_files', 'sc_payouts');
