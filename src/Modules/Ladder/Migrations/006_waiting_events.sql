create sequence waiting_event_keys;
grant usage on sequence waiting_event_keys to sc_ladder;

-- Events that were reported and had no effect when they were: their order was unknown, or they do not fit it. One table
-- for every kind; what took effect stands in the table of its kind. A refund and its cancellation that meet while one
-- of them waits have no effect: both are cancelled.
create table waiting_events (
    shop_id           bigint not null,
    event_key         bigint not null,
    kind              text collate "C" not null check (kind in ('amendment', 'shipment', 'completion', 'afterSale',
        'afterSaleClosure', 'refund', 'refundCancellation', 'chargeback', 'chargebackOutcome')),
    -- By what the same event is known when it is reported again: the reporter's own id, under the order where that is
    -- unique for the order only; for a shipment and a completion the order and a hash of what was reported.
    identity          text collate "C" not null,
    order_id          text collate "C" not null check (length(order_id) between 1 and 64),
    reference_id      text collate "C",
    content           jsonb not null,
    reason            text collate "C" not null,
    status            text collate "C" not null check (status in ('waiting', 'applied', 'dismissed', 'cancelled')),
    occurred_at       timestamptz not null,
    recorded_at       timestamptz not null,
    resolved_at       timestamptz,
    -- The order on which it took effect; another than it names where an operator attached it.
    applied_order_key bigint,
    primary key (shop_id, event_key),
    unique (shop_id, kind, identity),
    foreign key (shop_id, applied_order_key) references orders,
    check ((status = 'waiting') = (resolved_at is null)),
    check ((status = 'applied') = (applied_order_key is not null))
);
-- An order asks whether anything waits for it; the list is read by status, oldest first.
create index on waiting_events (shop_id, order_id) where status = 'waiting';
create index on waiting_events (shop_id, status, event_key);
create index on waiting_events (shop_id, order_id, event_key);
call sc_protect('waiting_events');
grant select, insert on waiting_events to sc_ladder;
grant update (reason, status, resolved_at, applied_order_key) on waiting_events to sc_ladder;

-- What a person decided about an event that waited: once each.
create table event_resolutions (
    shop_id      bigint not null,
    event_key    bigint not null,
    action       text collate "C" not null check (action in ('attach', 'book', 'dismiss')),
    order_id     text collate "C",
    amount_minor bigint check (amount_minor > 0),
    reason       text not null,
    resolved_by  text collate "C" not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, event_key),
    foreign key (shop_id, event_key) references waiting_events,
    check ((action = 'dismiss') = (order_id is null)),
    check (amount_minor is null or action = 'book')
);
call sc_ledger('event_resolutions', 'sc_ladder');
