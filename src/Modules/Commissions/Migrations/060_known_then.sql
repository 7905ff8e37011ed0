-- What was known of an order's completion before something changed it, so that a period is read as it was known at its
-- end, on whatever day that is asked. The latest stands in the order's own row.
create table past_completions (
    shop_id      bigint not null,
    entry_id     bigint generated always as identity,
    order_key    bigint not null,
    completed_at timestamptz,
    -- Since when that was known, and when something else was heard of.
    heard_at     timestamptz not null,
    until        timestamptz not null,
    primary key (shop_id, entry_id),
    foreign key (shop_id, order_key) references commission_orders
);
create index on past_completions (shop_id, until);
call sc_ledger('past_completions', 'sc_commissions');

-- Whether a run read everything as it was known at its period's end. Earlier ones read what was known when they ran.
alter table dividend_runs add column as_known boolean not null default false;
