-- What finance wants a balance to be put right by; the id is the shop's own, so that asking twice is asking once.
create table adjustments (
    shop_id        bigint not null,
    adjustment_key bigint generated always as identity,
    adjustment_id  text collate "C" not null check (length(adjustment_id) between 1 and 64),
    customer_key   bigint not null,
    kind           text collate "C" not null
        check (kind in ('credit', 'debit', 'repayment', 'writeOff', 'taxRefund', 'taxCharge')),
    amount         bigint not null check (amount > 0),
    -- Tax that was withheld wrongly is put right for the month in which it was withheld.
    tax_month      text collate "C",
    reason         text not null,
    document       text not null,
    requested_by   text collate "C" not null,
    recorded_at    timestamptz not null,
    primary key (shop_id, adjustment_key),
    unique (shop_id, adjustment_id),
    foreign key (shop_id, customer_key) references customers,
    check ((tax_month is not null) = (kind in ('taxRefund', 'taxCharge')))
);
call sc_ledger('adjustments', 'sc_commissions');

-- The second person's decision, one for each; an approved one has its movement, recorded at the same time.
create table adjustment_decisions (
    shop_id         bigint not null,
    adjustment_key  bigint not null,
    approved        boolean not null,
    note            text,
    decided_by      text collate "C" not null,
    -- Whether limits of payments did not exist yet: it is then not compared with them.
    predates_limits boolean not null default false,
    recorded_at     timestamptz not null,
    primary key (shop_id, adjustment_key),
    foreign key (shop_id, adjustment_key) references adjustments
);
call sc_ledger('adjustment_decisions', 'sc_commissions');
