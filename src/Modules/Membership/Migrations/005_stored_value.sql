-- What a customer has paid in, with what is left of it. What the shop granted on top stands apart: it may expire, and
-- a refund of what was paid withdraws its part.
create table stored_value_top_ups (
    shop_id         bigint not null references shops,
    top_up_key      bigint generated always as identity,
    top_up_id       text collate "C" not null check (length(top_up_id) between 1 and 64),
    customer_key    bigint not null,
    content         jsonb not null,
    principal       bigint not null check (principal > 0),
    bonus           bigint not null check (bonus >= 0),
    principal_left  bigint not null check (principal_left >= 0),
    bonus_left      bigint not null check (bonus_left >= 0),
    refunded        bigint not null default 0 check (refunded >= 0),
    bonus_until     timestamptz,
    paid_at         timestamptz not null,
    recorded_at     timestamptz not null,
    primary key (shop_id, top_up_key),
    unique (shop_id, top_up_id),
    foreign key (shop_id, customer_key) references customers,
    check (principal_left + refunded <= principal and bonus_left <= bonus)
);
create index on stored_value_top_ups (shop_id, customer_key) where principal_left > 0 or bonus_left > 0;
call sc_protect('stored_value_top_ups');
grant select, insert on stored_value_top_ups to sc_membership;
grant update (principal_left, bonus_left, refunded) on stored_value_top_ups to sc_membership;

-- Value kept for an order. A reservation moves nothing: it counts against the balance until it ends, by the clock.
create table stored_value_reservations (
    shop_id         bigint not null references shops,
    reservation_key bigint generated always as identity,
    reservation_id  text collate "C" not null check (length(reservation_id) between 1 and 64),
    customer_key    bigint not null,
    order_id        text collate "C" not null check (length(order_id) between 1 and 64),
    amount          bigint not null check (amount > 0),
    expires_at      timestamptz not null,
    status          text collate "C" not null check (status in ('reserved', 'committed', 'released')),
    principal       bigint check (principal >= 0),
    bonus           bigint check (bonus >= 0),
    recorded_at     timestamptz not null,
    ended_at        timestamptz,
    primary key (shop_id, reservation_key),
    unique (shop_id, reservation_id),
    foreign key (shop_id, customer_key) references customers,
    check (status <> 'committed' or principal + bonus = amount)
);
create index on stored_value_reservations (shop_id, customer_key) where status = 'reserved';
call sc_protect('stored_value_reservations');
grant select, insert on stored_value_reservations to sc_membership;
grant update (status, principal, bonus, ended_at) on stored_value_reservations to sc_membership;

create table stored_value_refunds (
    shop_id      bigint not null references shops,
    refund_key   bigint generated always as identity,
    refund_id    text collate "C" not null check (length(refund_id) between 1 and 64),
    customer_key bigint not null,
    content      jsonb not null,
    answer       jsonb not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, refund_key),
    unique (shop_id, refund_id),
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('stored_value_refunds', 'sc_membership');

-- What is booked names the top-up or the refund, whose key comes first.
grant usage on sequence stored_value_top_ups_top_up_key_seq, stored_value_refunds_refund_key_seq to sc_membership;
