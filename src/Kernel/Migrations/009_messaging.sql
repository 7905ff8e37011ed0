create table outbox (
    shop_id     bigint not null,
    event_id    bigint generated always as identity,
    type        text not null,
    payload     jsonb not null,
    recorded_at timestamptz not null,
    primary key (shop_id, event_id)
);
call sc_protect('outbox');
grant select, insert on outbox to sc_kernel;
