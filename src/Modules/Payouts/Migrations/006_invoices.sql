-- Invoices that business payees send for what they are paid.
create table payee_invoices (
    shop_id      bigint not null,
    invoice_key  bigint generated always as identity,
    payee_key    bigint not null,
    invoice_no   text collate "C" not null check (length(invoice_no) between 1 and 64),
    amount       bigint not null check (amount > 0),
    tax          bigint not null check (tax between 0 and amount),
    issued_on    text collate "C" not null,
    period_start text collate "C",
    period_end   text collate "C",
    recorded_by  text,
    recorded_at  timestamptz not null,
    voided_at    timestamptz,
    voided_by    text,
    void_reason  text,
    primary key (shop_id, invoice_key),
    foreign key (shop_id, payee_key) references payees,
    check ((voided_at is null) = (void_reason is null))
);
-- A number is used once; one that was entered wrongly may be entered again.
create unique index on payee_invoices (shop_id, payee_key, invoice_no) where voided_at is null;
create index on payee_invoices (shop_id, payee_key, invoice_key);
call sc_protect('payee_invoices');
grant select, insert on payee_invoices to sc_payouts;
grant update (voided_at, voided_by, void_reason) on payee_invoices to sc_payouts;

-- Which transfers an invoice covers; a transfer that failed or came back covers nothing.
create table payee_invoice_uses (
    shop_id      bigint not null,
    transfer_key bigint not null,
    invoice_key  bigint not null,
    amount       bigint not null check (amount > 0),
    primary key (shop_id, transfer_key, invoice_key),
    foreign key (shop_id, transfer_key) references payout_transfers (shop_id, transfer_key),
    foreign key (shop_id, invoice_key) references payee_invoices (shop_id, invoice_key)
);
create index on payee_invoice_uses (shop_id, invoice_key);
call sc_ledger('payee_invoice_uses', 'sc_payouts');
