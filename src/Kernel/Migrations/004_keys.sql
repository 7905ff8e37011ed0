create table api_keys (
    shop_id      bigint not null references shops,
    key_id       bigint generated always as identity,
    secret       bytea not null,
    name         text not null,
    scopes       text[] not null,
    -- Null for a backend's key.
    operator_id  text collate "C",
    -- Until when and from where the key may be used; null without a bound.
    expires_at   timestamptz,
    addresses    text[],
    -- Kept now and then, not for each request.
    last_used_at timestamptz,
    created_at   timestamptz not null,
    revoked_at   timestamptz,
    primary key (shop_id, key_id),
    foreign key (shop_id, operator_id) references operators
);
create unique index on api_keys (shop_id, secret);
call sc_protect('api_keys');
grant select, insert on api_keys to sc_kernel;
grant update (expires_at, last_used_at, revoked_at) on api_keys to sc_kernel;
