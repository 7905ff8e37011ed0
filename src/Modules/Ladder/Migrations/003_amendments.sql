-- What was changed of an order after payment, as the shop reported it. The order as reported stays as it is; amendments
-- are laid over it in the order of their own times. The revision counts them in the order of recording.
create table order_amendments (
    shop_id            bigint not null,
    order_key          bigint not null,
    revision           int not null check (revision > 0),
    amendment_id       text collate "C" not null check (length(amendment_id) between 1 and 64),
    -- The order that it named; another than it changes where an operator attached it.
    order_id           text collate "C" not null,
    amended_at         timestamptz not null,
    recorded_at        timestamptz not null,
    content            jsonb not null,
    -- The lines after each amendment known by then, in the order of the amendments' own times.
    states             jsonb not null,
    shipping_minor     bigint not null,
    tax_minor          bigint not null,
    -- What it changed of the order's header, of either sign.
    due_minor          bigint not null,
    value_minor        bigint not null,
    refunded_due_minor bigint not null,
    refunded_minor     bigint not null,
    answer             text not null,
    primary key (shop_id, order_key, revision),
    unique (shop_id, amendment_id),
    foreign key (shop_id, order_key) references orders
);
call sc_ledger('order_amendments', 'sc_ladder');

-- All lines of an order at a revision; one that was taken off has no units.
create table amended_lines (
    shop_id     bigint not null,
    order_key   bigint not null,
    revision    int not null,
    line_no     int not null,
    -- Where the line stands when a remainder is spread: what the shop reported first comes first.
    place       int not null,
    quantity    numeric(14, 4) not null check (quantity >= 0),
    due_minor   bigint not null check (due_minor >= 0),
    value_minor bigint not null check (value_minor >= 0),
    primary key (shop_id, order_key, revision, line_no),
    foreign key (shop_id, order_key, revision) references order_amendments,
    foreign key (shop_id, order_key, line_no) references order_lines
);
call sc_ledger('amended_lines', 'sc_ladder');
