create sequence order_keys;
grant usage on sequence order_keys to sc_ladder;

-- An order as it was reported. Its row is the lock of everything that happens to the order.
create table orders (
    shop_id            bigint not null,
    order_key          bigint not null,
    order_id           text collate "C" not null check (length(order_id) between 1 and 64),
    -- The orders of a guest become those of the customer who claims the guest.
    customer_key       bigint not null,
    paid_at            timestamptz not null,
    recorded_at        timestamptz not null,
    prices_include_tax boolean not null,
    -- What the buyer owed for the goods, and what they are worth to the plans.
    due_minor          bigint not null check (due_minor >= 0),
    value_minor        bigint not null check (value_minor >= 0),
    shipping_minor     bigint,
    tax_minor          bigint,
    -- Discounts and fees of the order as a whole, as they were reported.
    discounts          jsonb,
    fees               jsonb,
    tenders            jsonb,
    shipped_at         timestamptz,
    completed_at       timestamptz,
    touchpoint         text,
    invite_code        text,
    warnings           jsonb not null,
    answer             text not null,
    -- Goods refunded in the buyer's money, and what refunds have taken of value_minor.
    refunded_due_minor bigint not null default 0,
    refunded_minor     bigint not null default 0,
    -- The amendment that holds now, with its sums; 0 for an order that was never amended.
    revision           int not null default 0,
    primary key (shop_id, order_key),
    unique (shop_id, order_id),
    foreign key (shop_id, customer_key) references customers
);
create index on orders (shop_id, customer_key, order_key);
create index on orders (shop_id, order_key) where warnings <> '[]';
call sc_protect('orders');
grant select, insert on orders to sc_ladder;
grant update (customer_key, due_minor, value_minor, refunded_due_minor, refunded_minor, revision) on orders
    to sc_ladder;

-- Lines name products by the merchant's id and have no foreign key to them: a popular product's row would be share
-- locked by every order.
create table order_lines (
    shop_id          bigint not null,
    order_key        bigint not null,
    line_no          int not null,
    line_id          text collate "C" not null,
    product_id       text collate "C" not null,
    -- Up to four decimals. A line that an amendment added and another took off before it was recorded has no units.
    quantity         numeric(14, 4) not null,
    -- A line has a price for each unit, or a total.
    unit_price_minor bigint check (unit_price_minor >= 0),
    total_minor      bigint check (total_minor >= 0),
    discounts        jsonb,
    -- The tax in what was due for the line, where the shop says so.
    tax_minor        bigint check (tax_minor >= 0),
    -- What the buyer owed for the line: refunds are measured against it, and take the same part of value_minor.
    due_minor        bigint not null check (due_minor >= 0),
    value_minor      bigint not null check (value_minor >= 0),
    shipped_at       timestamptz,
    completed_at     timestamptz,
    -- The revision of the amendment that added the line; null for one of the order itself.
    added_in         int,
    primary key (shop_id, order_key, line_no),
    foreign key (shop_id, order_key) references orders,
    check ((unit_price_minor is null) <> (total_minor is null)),
    constraint order_lines_quantity_check check (quantity > 0 or (quantity = 0 and added_in is not null))
);
call sc_ledger('order_lines', 'sc_ladder');
