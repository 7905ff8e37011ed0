-- How an order is paid in parts, and what was paid in another currency, both as they were reported.
alter table orders
    add column payment_plan jsonb,
    add column paid_in jsonb,
    -- When nothing of the plan was open any more, by its payments' own times; null while a part is open. Until then the
    -- order neither completes automatically nor matures.
    add column paid_up_at timestamptz;
grant update (paid_up_at) on orders to sc_ladder;

-- What covers a plan after the order was reported: payments, and what a person has written off. A payment of an order
-- without a plan is kept all the same.
create table order_payments (
    shop_id        bigint not null,
    order_key      bigint not null,
    payment_id     text collate "C" not null check (length(payment_id) between 1 and 64),
    -- The order that it named; another than order_key's where an operator attached it.
    order_id       text collate "C" not null,
    is_write_off   boolean not null,
    part_no        int,
    amount_minor   bigint not null check (amount_minor > 0),
    -- What a write-off took back of the order, as the refund of the same id.
    refunded_minor bigint not null default 0 check (refunded_minor >= 0),
    paid_at        timestamptz not null,
    recorded_at    timestamptz not null,
    reason         text,
    primary key (shop_id, order_key, payment_id),
    foreign key (shop_id, order_key) references orders,
    check (is_write_off = (reason is not null)),
    check (is_write_off or refunded_minor = 0)
);
call sc_ledger('order_payments', 'sc_ladder');
-- A write-off is a refund of the order under its own id, which is unique in the shop.
create unique index on order_payments (shop_id, payment_id) where is_write_off;

-- The parts of a plan as they stand; what is open follows from the plan and its payments.
create table payment_parts (
    shop_id      bigint not null,
    order_key    bigint not null,
    part_no      int not null check (part_no > 0),
    due_at       timestamptz,
    amount_minor bigint not null check (amount_minor >= 0),
    open_minor   bigint not null check (open_minor between 0 and amount_minor),
    announced_at timestamptz,
    primary key (shop_id, order_key, part_no),
    foreign key (shop_id, order_key) references orders
);
create index on payment_parts (shop_id, due_at, order_key, part_no) where open_minor > 0;
create index on payment_parts (shop_id, due_at) where open_minor > 0 and announced_at is null;
call sc_protect('payment_parts');
grant select, insert on payment_parts to sc_ladder;
grant update (open_minor, announced_at) on payment_parts to sc_ladder;

alter table waiting_events drop constraint waiting_events_kind_check;
alter table waiting_events add constraint waiting_events_kind_check check (kind in ('amendment', 'payment', 'shipment',
    'completion', 'afterSale', 'afterSaleClosure', 'refund', 'refundCancellation', 'chargeback', 'chargebackOutcome'));

-- The shops with a part that is overdue and not announced, by the clock of each.
create function overdue_part_shops(machine_time timestamptz) returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (
        select from public.payment_parts p
        where p.shop_id = s.shop_id and p.open_minor > 0 and p.announced_at is null
            and p.due_at <= case when s.sandbox then s.clock_at else machine_time end)
$$;
grant execute on function overdue_part_shops(timestamptz) to sc_ladder;
call sc_show_across('payment_parts', 'shop_id, due_at, open_minor, announced_at');
call sc_definer('overdue_part_shops(timestamptz)', 'sc_across');
