-- What a cart was to cost a customer. A reservation keeps coupons and limited privileges of the customer for the cart
-- until it is committed, released, or ends by the clock.
create table quotes (
    shop_id      bigint not null references shops,
    quote_key    bigint generated always as identity,
    quote_id     text collate "C" not null check (length(quote_id) between 1 and 64),
    customer_key bigint not null,
    content      jsonb not null,
    answer       jsonb not null,
    status       text collate "C" not null check (status in ('quoted', 'reserved', 'committed', 'released')),
    expires_at   timestamptz not null,
    order_id     text collate "C",
    recorded_at  timestamptz not null,
    ended_at     timestamptz,
    primary key (shop_id, quote_key),
    unique (shop_id, quote_id),
    foreign key (shop_id, customer_key) references customers,
    check ((status = 'committed') = (order_id is not null))
);
create index on quotes (shop_id, customer_key) where status = 'reserved';
call sc_protect('quotes');
grant select, insert on quotes to sc_membership;
grant update (customer_key, status, expires_at, order_id, ended_at) on quotes to sc_membership;
