-- A shop's minimum transfer, invoices, and the account that bank files are drawn on; null is the channel's own default.
alter table payout_settings add column version int not null default 0, add column manual_minimum bigint,
    add column wechat_minimum bigint, add column invoice_required boolean not null default false,
    add column remittance_tolerance bigint not null default 0, add column debtor_name text,
    add column debtor_account text, add column debtor_bic text;

-- Every version of the settings, as it was set.
create table payout_setting_versions (
    shop_id     bigint not null references shops,
    version     int not null,
    content     jsonb not null,
    recorded_by text,
    recorded_at timestamptz not null,
    primary key (shop_id, version)
);
call sc_ledger('payout_setting_versions', 'sc_payouts');

-- By which version a batch was judged: when it was made, and when it was decided.
alter table payout_batches add column settings_version int;
grant update (settings_version) on payout_batches to sc_payouts;

-- What a transfer takes from each statement, oldest first; a transfer that failed or came back gives it back.
create table payout_transfer_statements (
    shop_id       bigint not null,
    transfer_key      bigint not null,
    statement_key bigint not null,
    amount        bigint not null check (amount > 0),
    primary key (shop_id, transfer_key, statement_key),
    foreign key (shop_id, transfer_key) references payout_transfers (shop_id, transfer_key)
);
create index on payout_transfer_statements (shop_id, statement_key);
call sc_ledger('payout_transfer_statements', 'sc_payouts');

create index on payout_transfers (shop_id, submitted_at, transfer_key);
create index on payout_transfers (shop_id, tax_month);

-- Transfers of before: those that stand, in their order, over the statements in theirs.
insert into payout_transfer_statements (shop_id, transfer_key, statement_key, amount)
select b.shop_id, b.transfer_key, s.statement_key, least(b.upto, s.upto) - greatest(b.upto - b.gross, s.upto - s.amount)
from (
    select shop_id, customer_key, transfer_key, gross,
        sum(gross) over (partition by shop_id, customer_key order by transfer_key)::bigint as upto
    from payout_transfers where state not in ('failed', 'expired', 'cancelled', 'returned')) as b
join (
    select shop_id, customer_key, subject_id as statement_key, amount,
        sum(amount) over (partition by shop_id, customer_key order by occurred_at, movement_id)::bigint as upto
    from movements where event = 'settled') as s
    on s.shop_id = b.shop_id and s.customer_key = b.customer_key and s.upto > b.upto - b.gross
        and s.upto - s.amount < b.upto;
