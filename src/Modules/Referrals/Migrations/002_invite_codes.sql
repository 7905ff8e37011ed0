create table invite_codes (
    shop_id      bigint not null,
    code         text collate "C" not null,
    customer_key bigint not null,
    created_at   timestamptz not null,
    primary key (shop_id, code),
    unique (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers
);
call sc_protect('invite_codes');
grant select, insert on invite_codes to sc_referrals;
