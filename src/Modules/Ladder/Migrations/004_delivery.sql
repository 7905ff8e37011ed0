-- Shipments and completions that were reported after the order.
create table fulfilments (
    shop_id     bigint not null,
    order_key   bigint not null,
    line_no     int not null,
    kind        text not null check (kind in ('shipped', 'completed')),
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (shop_id, order_key, line_no, kind),
    foreign key (shop_id, order_key, line_no) references order_lines
);
call sc_ledger('fulfilments', 'sc_ladder');

-- An order's after-sale cases (售后单): while one that suspends is open, the order neither completes nor matures.
create table after_sales (
    shop_id     bigint not null,
    order_key   bigint not null,
    case_id     text collate "C" not null check (length(case_id) between 1 and 64),
    line_ids    jsonb,
    -- False where the commission had matured when the case was reported.
    suspends    boolean not null,
    opened_at   timestamptz not null,
    recorded_at timestamptz not null,
    primary key (shop_id, order_key, case_id),
    foreign key (shop_id, order_key) references orders
);
call sc_ledger('after_sales', 'sc_ladder');

create table after_sale_closures (
    shop_id     bigint not null,
    order_key   bigint not null,
    case_id     text collate "C" not null,
    closed_at   timestamptz not null,
    recorded_at timestamptz not null,
    primary key (shop_id, order_key, case_id),
    foreign key (shop_id, order_key, case_id) references after_sales
);
call sc_ledger('after_sale_closures', 'sc_ladder');
