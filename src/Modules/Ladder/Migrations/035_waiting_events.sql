-- Events that were reported and had no effect when they were: their order was unknown, or they do not fit it. One table
-- for every kind; what took effect stands in the table of its kind.
create sequence waiting_event_keys;
create table waiting_events (
    shop_id           bigint not null,
    event_key         bigint not null,
    kind              text collate "C" not null check (kind in ('shipment', 'completion', 'afterSale',
        'afterSaleClosure', 'refund', 'chargeback', 'chargebackOutcome')),
    -- By what the same event is known when it is reported again: the reporter's own id, under the order where that is
    -- unique for the order only; for a shipment and a completion the order and a hash of what was reported.
    identity          text collate "C" not null,
    order_id          text collate "C" not null check (length(order_id) between 1 and 64),
    reference_id      text collate "C",
    content           jsonb not null,
    reason            text collate "C" not null,
    status            text collate "C" not null check (status in ('waiting', 'applied', 'dismissed')),
    occurred_at       timestamptz not null,
    recorded_at       timestamptz not null,
    resolved_at       timestamptz,
    -- The order on which it took effect; another than it names where a person said so.
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
grant usage on sequence waiting_event_keys to sc_ladder;

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

-- Refunds that wait, and those that a person has decided about, are such events; from here on a refund is one that took
-- effect.
insert into waiting_events (shop_id, event_key, kind, identity, order_id, reference_id, content, reason, status,
    occurred_at, recorded_at, resolved_at, applied_order_key)
select r.shop_id, nextval('waiting_event_keys'), 'refund', r.refund_id, r.order_id, r.refund_id, r.content,
    case r.refusal when 'OVER_REFUND' then 'exceedsPaid' when 'LINE_UNKNOWN' then 'lineUnknown'
        else coalesce(r.refusal, 'orderUnknown') end,
    case r.status when 'refused' then 'waiting' else r.status end, r.refunded_at, r.recorded_at,
    case when r.status in ('applied', 'dismissed') then d.recorded_at end,
    case r.status when 'applied' then r.order_key end
from (select * from refunds order by shop_id, refund_key) as r
left join refund_resolutions d on d.shop_id = r.shop_id and d.refund_key = r.refund_key
where r.status <> 'applied' or d.refund_key is not null;

insert into event_resolutions (shop_id, event_key, action, order_id, amount_minor, reason, resolved_by, recorded_at)
select d.shop_id, w.event_key, d.action, d.order_id, d.amount_minor, d.reason, d.resolved_by, d.recorded_at
from refund_resolutions d
join refunds r on r.shop_id = d.shop_id and r.refund_key = d.refund_key
join waiting_events w on w.shop_id = d.shop_id and w.kind = 'refund' and w.identity = r.refund_id;

drop table refund_resolutions;
delete from refunds where status <> 'applied';
drop index refunds_shop_id_order_id_idx;
drop index refunds_shop_id_refund_key_idx;
