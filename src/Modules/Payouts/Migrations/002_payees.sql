-- The legal person behind one or more customers. Name and identity number are sealed; the keyed hash finds the same
-- identity again without opening anything. Sealed values are bound to their rows, so the row's key is drawn before it
-- is written.
create table payees (
    shop_id         bigint not null references shops,
    payee_key       bigint generated always as identity,
    kind            text not null check (kind in ('person', 'business')),
    name            bytea not null,
    identity        bytea not null,
    identity_hash   bytea not null,
    created_at      timestamptz not null,
    verified_at     timestamptz,
    verified_by     text,
    -- Number or place of the document that the payee was verified by: sealed, and empty in the open.
    document        text,
    document_sealed bytea,
    primary key (shop_id, payee_key),
    unique (shop_id, identity_hash)
);
call sc_protect('payees');
grant select, insert on payees to sc_payouts;
grant update (verified_at, verified_by, document, document_sealed) on payees to sc_payouts;
grant usage on sequence payees_payee_key_seq to sc_payouts;

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
    -- Where the acceptance came from, and the text that was shown.
    ip          text,
    text_hash   text collate "C",
    accepted_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (shop_id, payee_key, version),
    foreign key (shop_id, payee_key) references payees
);
call sc_ledger('payee_agreements', 'sc_payouts');
