select sc_role('sc_ladder');
grant sc_kernel to sc_ladder;
grant sc_ladder to sc_app;

create table products (
    shop_id             bigint not null references shops,
    product_id          text collate "C" not null check (length(product_id) between 1 and 64),
    name                text,
    class               text,
    rung                text check (rung in ('traffic', 'low', 'member', 'partner')),
    role                text check (role in ('consumption', 'member', 'partner')),
    commissionable_minor bigint check (commissionable_minor >= 0),
    -- False for a product that an order named before anybody declared it.
    declared            boolean not null,
    updated_at          timestamptz not null,
    primary key (shop_id, product_id)
);
call sc_protect('products');
grant select, insert, update on products to sc_ladder;

create sequence order_keys;
create table orders (
    shop_id            bigint not null,
    order_key          bigint not null,
    order_id           text collate "C" not null check (length(order_id) between 1 and 64),
    customer_key       bigint not null,
    paid_at            timestamptz not null,
    recorded_at        timestamptz not null,
    prices_include_tax boolean not null,
    value_minor        bigint not null check (value_minor >= 0),
    shipping_minor     bigint,
    tax_minor          bigint,
    tenders            jsonb,
    shipped_at         timestamptz,
    completed_at       timestamptz,
    touchpoint         text,
    invite_code        text,
    warnings           jsonb not null,
    answer             text not null,
    -- The only column that changes; its row is the lock of everything that happens to the order.
    refunded_minor     bigint not null default 0,
    primary key (shop_id, order_key),
    unique (shop_id, order_id),
    foreign key (shop_id, customer_key) references customers
);
create index on orders (shop_id, customer_key, order_key);
create index on orders (shop_id, order_key) where warnings <> '[]';
call sc_protect('orders');
grant select, insert on orders to sc_ladder;
grant update (refunded_minor) on orders to sc_ladder;
grant usage on sequence order_keys to sc_ladder;

-- Lines name products by the merchant's id and have no foreign key to them: a popular product's row would be share
-- locked by every order.
create table order_lines (
    shop_id          bigint not null,
    order_key        bigint not null,
    line_no          int not null,
    line_id          text collate "C" not null,
    product_id       text collate "C" not null,
    quantity         bigint not null check (quantity > 0),
    unit_price_minor bigint not null check (unit_price_minor >= 0),
    discounts        jsonb,
    value_minor      bigint not null check (value_minor >= 0),
    shipped_at       timestamptz,
    completed_at     timestamptz,
    primary key (shop_id, order_key, line_no),
    foreign key (shop_id, order_key) references orders
);
call sc_ledger('order_lines', 'sc_ladder');

-- Shipments and completions that were reported after the order.
create table fulfilments (
    shop_id      bigint not null,
    order_key    bigint not null,
    line_no      int not null,
    kind         text not null check (kind in ('shipped', 'completed')),
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, order_key, line_no, kind),
    foreign key (shop_id, order_key, line_no) references order_lines
);
call sc_ledger('fulfilments', 'sc_ladder');

create sequence refund_keys;
create table refunds (
    shop_id        bigint not null,
    refund_key     bigint not null,
    refund_id      text collate "C" not null check (length(refund_id) between 1 and 64),
    order_id       text collate "C" not null,
    -- Null while the refund waits for its order.
    order_key      bigint,
    status         text not null check (status in ('applied', 'waiting', 'refused')),
    refunded_at    timestamptz not null,
    recorded_at    timestamptz not null,
    applied_at     timestamptz,
    content        jsonb not null,
    goods_minor    bigint not null default 0,
    plain_minor    bigint not null default 0,
    shipping_minor bigint not null default 0,
    tax_minor      bigint not null default 0,
    refusal        text,
    answer         text not null,
    primary key (shop_id, refund_key),
    unique (shop_id, refund_id),
    foreign key (shop_id, order_key) references orders
);
create index on refunds (shop_id, order_key);
create index on refunds (shop_id, order_id) where status = 'waiting';
call sc_protect('refunds');
grant select, insert on refunds to sc_ladder;
grant update (order_key, status, applied_at, goods_minor, plain_minor, shipping_minor, tax_minor, refusal, answer)
    on refunds to sc_ladder;
grant usage on sequence refund_keys to sc_ladder;

create table refund_lines (
    shop_id      bigint not null,
    order_key    bigint not null,
    refund_key   bigint not null,
    line_no      int not null,
    units        bigint not null,
    amount_minor bigint not null check (amount_minor >= 0),
    primary key (shop_id, order_key, refund_key, line_no),
    foreign key (shop_id, order_key, line_no) references order_lines,
    foreign key (shop_id, refund_key) references refunds
);
call sc_ledger('refund_lines', 'sc_ladder');

-- A person's way up the ladder; each time is stamped once and never overwritten (catalogue, formulas 2.11 and 3.5).
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
