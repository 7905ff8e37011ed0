-- Points as lots: what was earned at once, with its own beginning and end. An order writes one with its grant, so that
-- the table has no foreign key to rows that orders share. What is left is what was granted, less what has expired, with
-- its parts; it is written only under the customer's lock.
create table point_lots (
    shop_id      bigint not null,
    lot_key      bigint generated always as identity,
    customer_key bigint not null,
    source       text collate "C" not null check (source in ('order', 'gift', 'adjustment')),
    -- The order, the gift or the adjustment.
    source_key   bigint not null,
    points       bigint not null check (points >= 0),
    points_left  bigint not null check (points_left >= 0),
    expired      bigint not null default 0 check (expired >= 0),
    -- Pending until then: whether a lot can be spent is asked of the clock.
    active_from  timestamptz not null,
    expires_at   timestamptz,
    notice_at    timestamptz,
    -- When it is to be looked at next: to announce its beginning or its end, or to expire it; null: never.
    due_at       timestamptz,
    earned_at    timestamptz not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, lot_key)
);
create unique index on point_lots (shop_id, source_key) where source = 'order';
create index on point_lots (shop_id, customer_key, lot_key) where points_left > 0;
create index on point_lots (shop_id, due_at, lot_key) where due_at is not null;
call sc_protect('point_lots');
grant select, insert on point_lots to sc_membership;
grant update (customer_key, points_left, expired, due_at) on point_lots to sc_membership;
call sc_show_across('point_lots', 'shop_id, due_at');

-- What was taken from a lot, or given back to it, and by what.
create table point_lot_parts (
    shop_id     bigint not null,
    lot_key     bigint not null,
    seq         bigint generated always as identity,
    -- A debt is paid back by the lot's own customer: its subject is the customer.
    cause       text collate "C" not null check (cause in ('spend', 'gift', 'refund', 'debt', 'adjustment')),
    subject_key bigint not null,
    points      bigint not null check (points <> 0),
    recorded_at timestamptz not null,
    primary key (shop_id, lot_key, seq),
    foreign key (shop_id, lot_key) references point_lots
);
create index on point_lot_parts (shop_id, cause, subject_key);
call sc_ledger('point_lot_parts', 'sc_membership');

-- A customer's points that are of no order: what was spent, given, received, expired and adjusted, signed. With what
-- the orders have earned they are the balance. A customer who never bought has them too.
create table point_accounts (
    shop_id      bigint not null,
    customer_key bigint not null,
    points       bigint not null,
    version      bigint not null,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers
) with (fillfactor = 80);
call sc_protect('point_accounts');
grant select, insert, update on point_accounts to sc_membership;

create table point_spends (
    shop_id      bigint not null,
    spend_key    bigint generated always as identity,
    spend_id     text collate "C" not null check (length(spend_id) between 1 and 64),
    customer_key bigint not null,
    content      jsonb not null,
    points       bigint not null check (points > 0),
    cancelled    bigint not null default 0,
    recorded_at  timestamptz not null,
    primary key (shop_id, spend_key),
    unique (shop_id, spend_id),
    foreign key (shop_id, customer_key) references customers,
    check (cancelled between 0 and points)
);
create index on point_spends (shop_id, customer_key);
call sc_protect('point_spends');
grant select, insert on point_spends to sc_membership;
grant update (customer_key, cancelled) on point_spends to sc_membership;

create table point_spend_cancellations (
    shop_id         bigint not null,
    spend_key       bigint not null,
    cancellation_id text collate "C" not null check (length(cancellation_id) between 1 and 64),
    content         jsonb not null,
    points          bigint not null check (points > 0),
    recorded_at     timestamptz not null,
    primary key (shop_id, spend_key, cancellation_id),
    foreign key (shop_id, spend_key) references point_spends
);
call sc_ledger('point_spend_cancellations', 'sc_membership');

create table point_gifts (
    shop_id     bigint not null,
    gift_key    bigint generated always as identity,
    gift_id     text collate "C" not null check (length(gift_id) between 1 and 64),
    giver_key   bigint not null,
    taker_key   bigint not null,
    points      bigint not null check (points > 0),
    recorded_at timestamptz not null,
    primary key (shop_id, gift_key),
    unique (shop_id, gift_id),
    foreign key (shop_id, giver_key) references customers,
    foreign key (shop_id, taker_key) references customers
);
call sc_ledger('point_gifts', 'sc_membership');

-- What one person asks for; nothing moves before another one approves it.
create table point_adjustments (
    shop_id        bigint not null,
    adjustment_key bigint generated always as identity,
    adjustment_id  text collate "C" not null check (length(adjustment_id) between 1 and 64),
    customer_key   bigint not null,
    points         bigint not null check (points <> 0),
    reason         text not null,
    requested_by   text collate "C" not null,
    recorded_at    timestamptz not null,
    primary key (shop_id, adjustment_key),
    unique (shop_id, adjustment_id),
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('point_adjustments', 'sc_membership');

create table point_adjustment_decisions (
    shop_id        bigint not null,
    adjustment_key bigint not null,
    approved       boolean not null,
    note           text,
    decided_by     text collate "C" not null,
    recorded_at    timestamptz not null,
    primary key (shop_id, adjustment_key),
    foreign key (shop_id, adjustment_key) references point_adjustments
);
call sc_ledger('point_adjustment_decisions', 'sc_membership');

-- What is booked names the spend or the gift, whose key comes first.
grant usage on sequence point_spends_spend_key_seq, point_gifts_gift_key_seq to sc_membership;

-- The most points that an order's terms allow it; null: no cap.
alter table member_grants add column points_cap bigint check (points_cap >= 0);

-- What the orders before have earned and still stands becomes lots that are active and do not expire.
insert into point_lots (shop_id, customer_key, source, source_key, points, points_left, active_from, earned_at,
    recorded_at)
select g.shop_id, coalesce(k.customer_key, g.customer_key), 'order', g.order_key,
    g.points + coalesce(c.points, 0), g.points + coalesce(c.points, 0), g.recorded_at, g.recorded_at, g.recorded_at
from member_grants g
left join guest_claims k on k.shop_id = g.shop_id and k.guest_key = g.customer_key
left join (
    select shop_id, order_key, sum(points)::bigint as points from member_grant_changes group by shop_id, order_key)
    as c on c.shop_id = g.shop_id and c.order_key = g.order_key
where g.points + coalesce(c.points, 0) > 0
order by g.shop_id, g.order_key;

-- Asked across shops: where lots are due, by the clock of each shop.
create function point_lot_shops(machine_time timestamptz) returns table (
        shop_id bigint, currency text, time_zone text, sandbox boolean, jurisdiction text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select s.shop_id, s.currency, s.time_zone, s.sandbox, s.jurisdiction
    from public.shops s
    where exists (
        select from public.point_lots l
        where l.shop_id = s.shop_id and l.due_at is not null
            and l.due_at <= case when s.sandbox then s.clock_at else machine_time end)
$$;
grant execute on function point_lot_shops(timestamptz) to sc_membership;
call sc_definer('point_lot_shops(timestamptz)', 'sc_across');
