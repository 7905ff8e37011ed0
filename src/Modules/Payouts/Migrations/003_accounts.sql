create table payee_accounts (
    shop_id           bigint not null,
    account_key       bigint generated always as identity,
    payee_key         bigint not null,
    channel           text collate "C" not null check (channel in ('manual', 'wechat')),
    -- Sealed, and bound to the row by its key.
    details           bytea not null,
    masked            text not null,
    proposed_by       text,
    proposed_at       timestamptz not null,
    -- An account that a backend's key entered has been seen by no person: two people approve it, this one first.
    first_approved_by text,
    approved_by       text,
    approved_at       timestamptz,
    -- What was approved: a keyed hash over account, payee and details.
    approved_hash     text collate "C",
    usable_from       timestamptz,
    primary key (shop_id, account_key),
    foreign key (shop_id, payee_key) references payees,
    check ((approved_at is null) = (usable_from is null))
);
create index on payee_accounts (shop_id, payee_key);
call sc_protect('payee_accounts');
grant select, insert on payee_accounts to sc_payouts;
grant update (first_approved_by, approved_by, approved_at, approved_hash, usable_from) on payee_accounts to sc_payouts;
grant usage on sequence payee_accounts_account_key_seq to sc_payouts;
