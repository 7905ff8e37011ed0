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
