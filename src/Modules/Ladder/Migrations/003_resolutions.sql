-- A refund without effect may be dismissed by a person; one that was attached or booked is applied.
alter table refunds drop constraint refunds_status_check;
alter table refunds add constraint refunds_status_check
    check (status in ('applied', 'waiting', 'refused', 'dismissed'));

-- What a person decided about a refund that met no order, or did not fit it: once each.
create table refund_resolutions (
    shop_id      bigint not null,
    refund_key   bigint not null,
    action       text collate "C" not null check (action in ('attach', 'book', 'dismiss')),
    order_id     text collate "C",
    amount_minor bigint check (amount_minor > 0),
    reason       text not null,
    resolved_by  text collate "C" not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, refund_key),
    foreign key (shop_id, refund_key) references refunds,
    check ((action = 'dismiss') = (order_id is null)),
    check ((action = 'book') = (amount_minor is not null))
);
call sc_ledger('refund_resolutions', 'sc_ladder');

-- An order's after-sale cases (售后单): while one that suspends is open, the order neither completes nor matures.
create table after_sales (
    shop_id     bigint not null,
    order_key   bigint not null,
    case_id     text collate "C" not null check (length(case_id) between 1 and 64),
    line_ids    jsonb,
    -- False where the commission had matured when the case was heard of.
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
