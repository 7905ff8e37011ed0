-- A person's way up the ladder (客户旅程); each time is stamped once and never overwritten.
create table journeys (
    shop_id        bigint not null,
    customer_key   bigint not null,
    added_at       timestamptz,
    first_paid_at  timestamptz,
    second_paid_at timestamptz,
    member_at      timestamptz,
    partner_at     timestamptz,
    last_paid_at   timestamptz,
    orders         bigint not null default 0,
    paid_minor     bigint not null default 0,
    refunded_minor bigint not null default 0,
    top_rung       text,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers
);
call sc_protect('journeys');
grant select, insert, update on journeys to sc_ladder;
