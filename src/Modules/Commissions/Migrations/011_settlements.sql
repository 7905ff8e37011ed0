create table settlement_runs (
    shop_id      bigint not null references shops,
    period_end   timestamptz not null,
    period_start timestamptz,
    statements   bigint not null,
    total        bigint not null,
    -- The number of the last movement that the run has seen. What is numbered later, and belongs by its time to the
    -- run's period, is taken up by the next run.
    watermark    bigint,
    recorded_at  timestamptz not null,
    primary key (shop_id, period_end)
);
call sc_ledger('settlement_runs', 'sc_commissions');

-- A run keeps its statements and carries as it goes, and itself, which says how many, at its end: their foreign keys to
-- it are checked at the commit.

-- What a run carried forward: balances below the minimum, and debts.
create table settlement_carries (
    shop_id      bigint not null,
    period_end   timestamptz not null,
    customer_key bigint not null,
    balance      bigint not null check (balance <> 0),
    primary key (shop_id, period_end, customer_key),
    foreign key (shop_id, period_end) references settlement_runs deferrable initially deferred
);
call sc_ledger('settlement_carries', 'sc_commissions');

create table statements (
    shop_id       bigint not null,
    statement_key bigint generated always as identity,
    statement_id  text collate "C" not null,
    -- A shop's statements are numbered without gaps, in the order of period and person.
    number        bigint check (number > 0),
    customer_key  bigint not null,
    period_end    timestamptz not null,
    -- 0 where the plan's minimum is 0 and a person's movements add up to nothing.
    total         bigint not null check (total >= 0),
    previous_hash text not null,
    hash          text not null,
    -- The statement to the byte, as it was made; the hash is over these bytes.
    body          text not null,
    primary key (shop_id, statement_key),
    unique (shop_id, statement_id),
    unique (shop_id, customer_key, period_end),
    foreign key (shop_id, period_end) references settlement_runs deferrable initially deferred
);
create unique index on statements (shop_id, number);
call sc_ledger('statements', 'sc_commissions');

create table statement_lines (
    shop_id       bigint not null,
    statement_key bigint not null,
    line_no       int not null,
    movement_id   bigint not null,
    amount        bigint not null,
    primary key (shop_id, statement_key, line_no),
    unique (shop_id, movement_id),
    foreign key (shop_id, statement_key) references statements
);
call sc_ledger('statement_lines', 'sc_commissions');
