-- A cancellation takes a refund out of its order's sums. It is a row of its own with the same sums below 0: what took
-- effect never changes, and the sums of any instant are those of the rows recorded before it.
alter table refunds
    add column cancels bigint,
    add foreign key (shop_id, cancels) references refunds,
    drop constraint refunds_shop_id_refund_id_key,
    add unique nulls not distinct (shop_id, refund_id, cancels);
alter table refund_lines drop constraint refund_lines_amount_minor_check;

-- A refund and its cancellation that meet while one of them waits have no effect, either of them.
alter table waiting_events
    drop constraint waiting_events_kind_check,
    drop constraint waiting_events_status_check,
    add constraint waiting_events_kind_check check (kind in ('shipment', 'completion', 'afterSale',
        'afterSaleClosure', 'refund', 'refundCancellation', 'chargeback', 'chargebackOutcome')),
    add constraint waiting_events_status_check check (status in ('waiting', 'applied', 'dismissed', 'cancelled'));
