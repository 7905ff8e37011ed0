-- What a reservation took from each top-up when it was committed, and, negative, what has come back.
create table stored_value_parts (
    shop_id         bigint not null,
    reservation_key bigint not null,
    seq             bigint generated always as identity,
    top_up_key      bigint not null,
    principal       bigint not null,
    bonus           bigint not null,
    recorded_at     timestamptz not null,
    primary key (shop_id, reservation_key, seq),
    foreign key (shop_id, reservation_key) references stored_value_reservations,
    foreign key (shop_id, top_up_key) references stored_value_top_ups
);
call sc_ledger('stored_value_parts', 'sc_membership');

create table stored_value_returns (
    shop_id         bigint not null references shops,
    return_key      bigint generated always as identity,
    return_id       text collate "C" not null check (length(return_id) between 1 and 64),
    reservation_key bigint not null,
    content         jsonb not null,
    principal       bigint not null check (principal >= 0),
    bonus           bigint not null check (bonus >= 0),
    recorded_at     timestamptz not null,
    primary key (shop_id, return_key),
    unique (shop_id, return_id),
    foreign key (shop_id, reservation_key) references stored_value_reservations
);
call sc_ledger('stored_value_returns', 'sc_membership');
grant usage on sequence stored_value_returns_return_key_seq to sc_membership;

-- A guest's value becomes the claiming customer's.
grant update (customer_key) on stored_value_top_ups, stored_value_reservations to sc_membership;
