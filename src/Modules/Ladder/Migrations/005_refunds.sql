create sequence refund_keys;
grant usage on sequence refund_keys to sc_ladder;

-- A refund that took effect; one without effect is a waiting event. A cancellation takes a refund out of its order's
-- sums. It is a row of its own with the same sums below 0: what took effect never changes, and the sums of any instant
-- are those of the rows recorded before it.
create table refunds (
    shop_id         bigint not null,
    refund_key      bigint not null,
    refund_id       text collate "C" not null check (length(refund_id) between 1 and 64),
    -- The order that it named; another than order_key's where an operator attached it.
    order_id        text collate "C" not null,
    order_key       bigint,
    -- The refund that this row cancels.
    cancels         bigint,
    status          text not null check (status in ('applied', 'waiting', 'refused', 'dismissed')),
    refunded_at     timestamptz not null,
    recorded_at     timestamptz not null,
    applied_at      timestamptz,
    content         jsonb not null,
    -- Goods in the buyer's money, by lines or without them, and what the refund took of the order's value.
    goods_minor     bigint not null default 0,
    plain_minor     bigint not null default 0,
    value_minor     bigint not null default 0,
    shipping_minor  bigint not null default 0,
    tax_minor       bigint not null default 0,
    -- The part of tax_minor that was not included in refunded goods.
    tax_apart_minor bigint not null default 0,
    refusal         text,
    answer          text not null,
    primary key (shop_id, refund_key),
    unique nulls not distinct (shop_id, refund_id, cancels),
    foreign key (shop_id, order_key) references orders,
    foreign key (shop_id, cancels) references refunds
);
create index on refunds (shop_id, order_key);
create index on refunds (shop_id, order_id, refund_key);
call sc_protect('refunds');
grant select, insert on refunds to sc_ladder;
grant update (order_key, status, applied_at, goods_minor, plain_minor, value_minor, shipping_minor, tax_minor,
    tax_apart_minor, refusal, answer) on refunds to sc_ladder;

create table refund_lines (
    shop_id        bigint not null,
    order_key      bigint not null,
    refund_key     bigint not null,
    line_no        int not null,
    units          numeric(14, 4) not null,
    -- Units returned without an amount; they stand for their part of what was due.
    unpriced_units numeric(14, 4) not null default 0,
    amount_minor   bigint not null,
    primary key (shop_id, order_key, refund_key, line_no),
    foreign key (shop_id, order_key, line_no) references order_lines,
    foreign key (shop_id, refund_key) references refunds
);
call sc_ledger('refund_lines', 'sc_ladder');
