select sc_role('sc_referrals');
grant sc_kernel to sc_referrals;
grant sc_referrals to sc_app;

-- The referrer of each customer: one for life, so a row is never changed. The transaction's id tells a later check
-- which edges an order could see.
create table referral_edges (
    shop_id        bigint not null,
    child_key      bigint not null,
    parent_key     bigint not null,
    seq            bigint generated always as identity,
    source         text collate "C" not null check (source in ('api', 'inviteCode', 'touchpoint', 'order')),
    -- The order that carried the binding.
    order_key      bigint,
    recorded_at    timestamptz not null,
    transaction_id xid8 not null default pg_current_xact_id(),
    primary key (shop_id, child_key),
    foreign key (shop_id, child_key) references customers,
    foreign key (shop_id, parent_key) references customers,
    check (child_key <> parent_key)
);
create index on referral_edges (shop_id, parent_key, child_key);
call sc_ledger('referral_edges', 'sc_referrals');
