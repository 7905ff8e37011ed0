select sc_role('sc_payouts');
grant sc_kernel to sc_payouts;
grant sc_payouts to sc_app;

-- What the database is, beside what is in it: another cluster, another timeline (a restore to a point in time, or a
-- standby that took over) or another database is another origin; so is a new word that the operator gives.
create function payout_origin(word text) returns text language sql stable as $$
    select md5(concat_ws('|', (select system_identifier from pg_control_system()),
        substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
        (select oid from pg_database where datname = current_database()), word))
$$;

create table payout_settings (
    shop_id            bigint primary key references shops,
    account_pause_days int not null,
    tax_mode           text not null check (tax_mode in ('none', 'cnLaborPerMonth', 'cnPlatformCumulative', 'external')),
    agreement_version  text,
    manual_transfer_cap    bigint,
    wechat_transfer_cap    bigint,
    paused             boolean not null,
    pause_reason       text,
    -- The origin for which payouts were last known to agree with the channels; another one pauses them.
    origin             text not null,
    updated_at         timestamptz not null
);
call sc_protect('payout_settings');
grant select, insert, update on payout_settings to sc_payouts;

-- The legal person behind one or more customers. Name and identity number are sealed; the keyed hash finds the same
-- identity again without opening anything.
create table payees (
    shop_id       bigint not null references shops,
    payee_key     bigint generated always as identity,
    kind          text not null check (kind in ('person', 'business')),
    name          bytea not null,
    identity      bytea not null,
    identity_hash bytea not null,
    created_at    timestamptz not null,
    verified_at   timestamptz,
    verified_by   text,
    document      text,
    primary key (shop_id, payee_key),
    unique (shop_id, identity_hash)
);
call sc_protect('payees');
grant select, insert on payees to sc_payouts;
grant update (verified_at, verified_by, document) on payees to sc_payouts;

create table payee_customers (
    shop_id      bigint not null,
    customer_key bigint not null,
    payee_key    bigint not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers,
    foreign key (shop_id, payee_key) references payees
);
create index on payee_customers (shop_id, payee_key);
call sc_ledger('payee_customers', 'sc_payouts');

create table payee_agreements (
    shop_id     bigint not null,
    payee_key   bigint not null,
    version     text collate "C" not null,
    accepted_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (shop_id, payee_key, version),
    foreign key (shop_id, payee_key) references payees
);
call sc_ledger('payee_agreements', 'sc_payouts');

create table payee_accounts (
    shop_id      bigint not null,
    account_key  bigint generated always as identity,
    payee_key    bigint not null,
    channel      text collate "C" not null check (channel in ('manual', 'wechat')),
    details      bytea not null,
    masked       text not null,
    proposed_by  text,
    proposed_at  timestamptz not null,
    approved_by  text,
    approved_at  timestamptz,
    usable_from  timestamptz,
    primary key (shop_id, account_key),
    foreign key (shop_id, payee_key) references payees,
    check ((approved_at is null) = (usable_from is null))
);
create index on payee_accounts (shop_id, payee_key);
call sc_protect('payee_accounts');
grant select, insert on payee_accounts to sc_payouts;
grant update (approved_by, approved_at, usable_from) on payee_accounts to sc_payouts;

create table payout_batches (
    shop_id      bigint not null references shops,
    batch_key    bigint generated always as identity,
    channel      text collate "C" not null check (channel in ('manual', 'wechat')),
    period_end   timestamptz,
    status       text not null default 'created' check (status in ('created', 'approved', 'cancelled')),
    skipped      jsonb not null,
    created_by   text not null,
    created_at   timestamptz not null,
    decided_by   text,
    decided_at   timestamptz,
    reason       text,
    primary key (shop_id, batch_key)
);
call sc_protect('payout_batches');
grant select, insert on payout_batches to sc_payouts;
grant update (status, decided_by, decided_at, reason) on payout_batches to sc_payouts;

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
-- Nobody stands in two batches that wait for approval.
create unique index on payouts (shop_id, customer_key) where status = 'created';
call sc_protect('payouts');
grant select, insert on payouts to sc_payouts;
grant update (status, reason) on payouts to sc_payouts;

create table payout_transfers (
    shop_id        bigint not null,
    transfer_key       bigint generated always as identity,
    -- Ours, at the channel; fixed here, before the channel hears of it, and never changed.
    transfer_no        text collate "C" not null,
    payout_key     bigint not null,
    replaces       bigint,
    payee_key      bigint not null,
    customer_key   bigint not null,
    account_key    bigint not null,
    channel        text collate "C" not null,
    gross          bigint not null,
    tax            bigint not null check (tax >= 0),
    net            bigint not null check (net > 0),
    tax_mode       text not null,
    tax_table      text,
    tax_month      text collate "C" not null,
    state          text not null check (state in ('submitting', 'submitted', 'awaitingConfirmation', 'paid', 'failed',
        'expired', 'cancelled')),
    submitted_at   timestamptz not null,
    closed_at      timestamptz,
    reason         text,
    reference      text,
    -- What WeChat is sent, sealed: the same bytes however often.
    request        bytea,
    package        text,
    confirm_before timestamptz,
    -- In the world's time, for calls: a sandbox's clock says nothing to a channel.
    next_call_at   timestamptz,
    first_call_at  timestamptz,
    attempts       int not null default 0,
    problem        text,
    primary key (shop_id, transfer_key),
    unique (shop_id, transfer_no),
    foreign key (shop_id, payout_key) references payouts,
    foreign key (shop_id, replaces) references payout_transfers (shop_id, transfer_key),
    check (gross = tax + net),
    check ((closed_at is not null) = (state in ('paid', 'failed', 'expired', 'cancelled')))
);
-- Asked for again once, not twice.
create unique index on payout_transfers (shop_id, replaces);
create index on payout_transfers (shop_id, payee_key, tax_month);
create index on payout_transfers (shop_id, payout_key);
create index on payout_transfers (shop_id, customer_key);
create index on payout_transfers (shop_id, next_call_at) where next_call_at is not null;
call sc_protect('payout_transfers');
grant select, insert on payout_transfers to sc_payouts;
grant update (state, closed_at, reason, reference, request, package, confirm_before, next_call_at, first_call_at,
    attempts, problem) on payout_transfers to sc_payouts;

-- Every step of every transfer.
create table payout_transfer_steps (
    shop_id     bigint not null,
    step_id     bigint generated always as identity,
    transfer_key    bigint not null,
    state       text not null,
    cause       text not null,
    recorded_at timestamptz not null,
    primary key (shop_id, step_id),
    foreign key (shop_id, transfer_key) references payout_transfers
);
create index on payout_transfer_steps (shop_id, transfer_key);
call sc_ledger('payout_transfer_steps', 'sc_payouts');

-- Result files of the manual channel: the same bytes again give the same answer.
create table payout_result_files (
    shop_id     bigint not null,
    batch_key   bigint not null,
    hash        text collate "C" not null,
    answer      text not null,
    recorded_by text,
    recorded_at timestamptz not null,
    primary key (shop_id, batch_key, hash),
    foreign key (shop_id, batch_key) references payout_batches
);
call sc_ledger('payout_result_files', 'sc_payouts');

create table wechat_channels (
    shop_id       bigint primary key references shops,
    code          text collate "C" not null,
    mch_id        text not null,
    app_id        text not null,
    serial_no     text not null,
    private_key   bytea not null,
    api_key       bytea not null,
    platform_keys jsonb not null,
    post_type     text not null,
    explanation   text not null,
    updated_at    timestamptz not null,
    unique (shop_id, code)
);
call sc_protect('wechat_channels');
grant select, insert, update on wechat_channels to sc_payouts;

-- The one question that is asked across shops: where there is a call to make. It tells which shops, and nothing else.
create function payout_shops_due(at timestamptz) returns setof bigint
    language sql stable security definer set search_path = public as $$
    select distinct shop_id from payout_transfers where next_call_at <= at
$$;
revoke execute on function payout_shops_due(timestamptz) from public;
grant execute on function payout_shops_due(timestamptz) to sc_payouts;
