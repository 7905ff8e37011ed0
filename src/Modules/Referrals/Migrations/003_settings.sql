-- Who stands in for a missing referrer; a change is a new version. The transaction's id tells a later check which
-- versions an order could see.
create table referral_settings_versions (
    shop_id         bigint not null references shops,
    version         bigint generated always as identity,
    house_key       bigint,
    -- The first of the two persons who name a house account.
    prepared_by     text collate "C",
    set_by          text collate "C" not null,
    -- Whether one person sufficed when it was set.
    predates_limits boolean not null default false,
    recorded_at     timestamptz not null,
    transaction_id  xid8 not null default pg_current_xact_id(),
    primary key (shop_id, version),
    foreign key (shop_id, house_key) references customers
);
call sc_ledger('referral_settings_versions', 'sc_referrals');
