-- Answers by idempotency key. Those older than the time for which they are kept are deleted in the background.
create table idempotency_keys (
    shop_id     bigint not null,
    operation   text not null,
    key         text not null,
    fingerprint bytea not null,
    status      int not null,
    answer      text not null,
    recorded_at timestamptz not null,
    primary key (shop_id, operation, key)
);
create index on idempotency_keys using brin (shop_id, recorded_at);
call sc_protect('idempotency_keys');
grant select, insert, update, delete on idempotency_keys to sc_kernel;
