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
