-- By which event an accrual was held and set free, so that the journal can name it; null for what is older.
alter table holds add column journal_id bigint;
alter table holds alter column journal_id set default nullif(current_setting('carry.journal', true), '')::bigint;
alter table hold_ends add column journal_id bigint;
alter table hold_ends alter column journal_id set default nullif(current_setting('carry.journal', true), '')::bigint;

-- What of an order's lines was left after an event that changed them, and the document that told of it: the journal
-- names it, and the cost by product follows the lines that came back.
create table order_changes (
    shop_id       bigint not null,
    order_key     bigint not null,
    change_key    bigint generated always as identity,
    journal_id    bigint not null,
    document_kind text collate "C" not null,
    document_id   text collate "C" not null,
    -- In the order of the snapshot's lines, or of the lines here where the event changed them too.
    left_minor    bigint[] not null,
    lines         jsonb,
    recorded_at   timestamptz not null,
    primary key (shop_id, order_key, change_key),
    foreign key (shop_id, order_key) references commission_orders
);
call sc_ledger('order_changes', 'sc_commissions');

create unique index on promotion_bonuses (shop_id, source_key);
