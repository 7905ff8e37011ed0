create table payout_batches (
    shop_id          bigint not null references shops,
    batch_key        bigint generated always as identity,
    channel          text collate "C" not null check (channel in ('manual', 'wechat')),
    period_end       timestamptz,
    status           text not null default 'created' check (status in ('created', 'approved', 'cancelled')),
    skipped          jsonb not null,
    -- The version of the settings by which the batch was judged: when it was made, and when it was decided.
    settings_version int,
    created_by       text not null,
    created_at       timestamptz not null,
    decided_by       text,
    decided_at       timestamptz,
    reason           text,
    primary key (shop_id, batch_key)
);
call sc_protect('payout_batches');
grant select, insert on payout_batches to sc_payouts;
grant update (status, settings_version, decided_by, decided_at, reason) on payout_batches to sc_payouts;

-- What one customer is paid in a batch: one taxable event, however many transfers it takes.
create table payouts (
    shop_id      bigint not null,
    payout_key   bigint generated always as identity,
    batch_key    bigint not null,
    customer_key bigint not null,
    payee_key    bigint not null,
    account_key  bigint not null,
    status       text not null default 'created' check (status in ('created', 'approved', 'cancelled')),
    -- What stood to be paid when the batch was made; what reversals left of it stands in the transfers.
    proposed     bigint not null check (proposed > 0),
    reason       text,
    primary key (shop_id, payout_key),
    unique (shop_id, batch_key, customer_key),
    foreign key (shop_id, batch_key) references payout_batches,
    foreign key (shop_id, payee_key) references payees,
    foreign key (shop_id, account_key) references payee_accounts
);
-- A customer stands in one batch at a time that waits for approval.
create unique index on payouts (shop_id, customer_key) where status = 'created';
call sc_protect('payouts');
grant select, insert on payouts to sc_payouts;
grant update (status, reason) on payouts to sc_payouts;

create table payout_transfers (
    shop_id         bigint not null,
    transfer_key    bigint generated always as identity,
    -- Ours, at the channel; fixed here, before the channel is called, and never changed.
    transfer_no     text collate "C" not null,
    payout_key      bigint not null,
    replaces        bigint,
    payee_key       bigint not null,
    customer_key    bigint not null,
    account_key     bigint not null,
    channel         text collate "C" not null,
    gross           bigint not null,
    tax             bigint not null check (tax >= 0),
    net             bigint not null check (net > 0),
    tax_mode        text not null,
    tax_table       text,
    tax_month       text collate "C" not null,
    state           text not null check (state in ('submitting', 'submitted', 'awaitingConfirmation', 'paid', 'failed',
        'expired', 'cancelled', 'returned')),
    submitted_at    timestamptz not null,
    closed_at       timestamptz,
    -- A returned transfer stays closed: when it was paid remains known beside when the money came back.
    returned_at     timestamptz,
    reason          text,
    reference       text,
    -- What WeChat is sent, sealed: the same bytes however often.
    request         bytea,
    package         text,
    confirm_before  timestamptz,
    -- In the world's time, for calls: a sandbox's clock says nothing to a channel.
    next_call_at    timestamptz,
    first_call_at   timestamptz,
    -- Set where a person wants a transfer back that its payee has not confirmed.
    cancel_asked_at timestamptz,
    cancel_reason   text,
    attempts        int not null default 0,
    problem         text,
    primary key (shop_id, transfer_key),
    unique (shop_id, transfer_no),
    foreign key (shop_id, payout_key) references payouts,
    foreign key (shop_id, replaces) references payout_transfers (shop_id, transfer_key),
    check (gross = tax + net),
    constraint payout_transfers_closed_check check (
        (closed_at is not null) = (state in ('paid', 'failed', 'expired', 'cancelled', 'returned'))),
    constraint payout_transfers_returned_check check ((returned_at is not null) = (state = 'returned'))
);
-- Asked for again once, not twice.
create unique index on payout_transfers (shop_id, replaces);
create index on payout_transfers (shop_id, payee_key, tax_month);
create index on payout_transfers (shop_id, payout_key);
create index on payout_transfers (shop_id, customer_key);
create index on payout_transfers (shop_id, next_call_at) where next_call_at is not null;
create index on payout_transfers (shop_id, submitted_at, transfer_key);
create index on payout_transfers (shop_id, tax_month);
call sc_protect('payout_transfers');
grant select, insert on payout_transfers to sc_payouts;
grant update (state, closed_at, returned_at, reason, reference, request, package, confirm_before, next_call_at,
    first_call_at, cancel_asked_at, cancel_reason, attempts, problem) on payout_transfers to sc_payouts;
call sc_show_across('payout_transfers', 'shop_id, next_call_at');

-- Every step of every transfer.
create table payout_transfer_steps (
    shop_id      bigint not null,
    step_id      bigint generated always as identity,
    transfer_key bigint not null,
    state        text not null,
    cause        text not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, step_id),
    foreign key (shop_id, transfer_key) references payout_transfers
);
create index on payout_transfer_steps (shop_id, transfer_key);
call sc_ledger('payout_transfer_steps', 'sc_payouts');

-- What a transfer takes from each statement, oldest first; a transfer that failed or came back gives it back.
create table payout_transfer_statements (
    shop_id       bigint not null,
    transfer_key  bigint not null,
    statement_key bigint not null,
    amount        bigint not null check (amount > 0),
    primary key (shop_id, transfer_key, statement_key),
    foreign key (shop_id, transfer_key) references payout_transfers (shop_id, transfer_key)
);
create index on payout_transfer_statements (shop_id, statement_key);
call sc_ledger('payout_transfer_statements', 'sc_payouts');

-- Asked across shops: where there is a call to make. It tells which shops, and nothing else.
create function payout_shops_due(at timestamptz) returns setof bigint
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select distinct b.shop_id from public.payout_transfers b where b.next_call_at <= at
$$;
grant execute on function payout_shops_due(timestamptz) to sc_payouts;
call sc_definer('payout_shops_due(timestamptz)', 'sc_across');
