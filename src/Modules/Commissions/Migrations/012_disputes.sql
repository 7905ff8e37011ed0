-- What a partner says is wrong (异议): a line of a statement, or a commission's movement that is in no statement yet. Of
-- a line that is not paid out, the amount goes from settled to held; a commission is held as by a chargeback.
create table disputes (
    shop_id       bigint not null,
    dispute_key   bigint generated always as identity,
    dispute_id    text collate "C" not null check (length(dispute_id) between 1 and 64),
    customer_key  bigint not null,
    movement_id   bigint not null,
    statement_key bigint,
    order_key     bigint,
    amount        bigint not null check (amount <> 0),
    held          bigint not null check (held >= 0),
    reason        text not null,
    recorded_at   timestamptz not null,
    primary key (shop_id, dispute_key),
    unique (shop_id, dispute_id),
    -- What has been answered is not disputed again: that would hold it without end.
    unique (shop_id, movement_id),
    foreign key (shop_id, customer_key) references customers,
    foreign key (shop_id, statement_key) references statements
);
create index on disputes (shop_id, customer_key);
call sc_ledger('disputes', 'sc_commissions');

create table dispute_answers (
    shop_id        bigint not null,
    dispute_key    bigint not null,
    outcome        text collate "C" not null check (outcome in ('rejected', 'upheld')),
    note           text not null,
    -- What puts it right, approved by two persons; each does so for one dispute.
    adjustment_key bigint,
    -- What the engine said of the order, as it was shown.
    explanation    text,
    answered_by    text collate "C" not null,
    recorded_at    timestamptz not null,
    primary key (shop_id, dispute_key),
    unique (shop_id, adjustment_key),
    foreign key (shop_id, dispute_key) references disputes,
    foreign key (shop_id, adjustment_key) references adjustments,
    check ((outcome = 'upheld') = (adjustment_key is not null))
);
call sc_ledger('dispute_answers', 'sc_commissions');
