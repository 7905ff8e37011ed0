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
    shop_id              bigint primary key references shops,
    version              int not null default 0,
    account_pause_days   int not null,
    tax_mode             text not null
        check (tax_mode in ('none', 'cnLaborPerMonth', 'cnPlatformCumulative', 'external')),
    agreement_version    text,
    -- Null is the channel's own default.
    manual_transfer_cap  bigint,
    wechat_transfer_cap  bigint,
    manual_minimum       bigint,
    wechat_minimum       bigint,
    invoice_required     boolean not null default false,
    remittance_tolerance bigint not null default 0,
    recovery_tolerance   bigint not null default 0,
    -- The account that bank files are drawn on.
    debtor_name          text,
    debtor_account       text,
    debtor_bic           text,
    paused               boolean not null,
    pause_reason         text,
    -- The origin for which payouts were last known to agree with the channels; another one pauses them.
    origin               text not null,
    updated_at           timestamptz not null
);
call sc_protect('payout_settings');
grant select, insert, update on payout_settings to sc_payouts;

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

-- The origin for which payouts were last known to agree with a channel: after a restore they go on once every channel
-- that is set up agrees.
create table payout_channel_origins (
    shop_id bigint not null references shops,
    channel text collate "C" not null check (channel in ('manual', 'wechat')),
    origin  text not null,
    primary key (shop_id, channel)
);
call sc_protect('payout_channel_origins');
grant select, insert, update on payout_channel_origins to sc_payouts;
