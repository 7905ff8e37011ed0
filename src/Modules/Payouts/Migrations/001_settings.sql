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

create table payout_states (
    shop_id    bigint primary key references shops,
    -- The origin for which payouts were last known to agree with the channels; another one pauses them.
    origin     text not null,
    updated_at timestamptz not null
);
call sc_protect('payout_states');
grant select, insert, update on payout_states to sc_payouts;

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
