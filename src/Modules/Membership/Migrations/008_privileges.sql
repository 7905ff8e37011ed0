-- What members were given on account of their tier, and what others were given who had none. Tier and breach follow the
-- customer's tiers at the time of the use: they are kept as they were judged, and judged again where the history of the
-- tiers was recorded later.
create table privilege_uses (
    shop_id         bigint not null references shops,
    use_key         bigint generated always as identity,
    use_id          text collate "C" not null check (length(use_id) between 1 and 64),
    customer_key    bigint not null,
    code            text collate "C" not null check (length(code) between 1 and 64),
    used_at         timestamptz not null,
    quantity        int not null check (quantity > 0),
    order_id        text collate "C" check (length(order_id) between 1 and 64),
    saved           bigint check (saved >= 0),
    tier_id         text collate "C",
    breach          text collate "C" check (breach in ('notMember', 'notInTier', 'overLimit', 'notThatDay')),
    judged_at       timestamptz,
    judged_revision int,
    recorded_at     timestamptz not null,
    cancelled_at    timestamptz,
    primary key (shop_id, use_key),
    unique (shop_id, use_id),
    foreign key (shop_id, customer_key) references customers
);
create index on privilege_uses (shop_id, customer_key, used_at) where cancelled_at is null;
create index on privilege_uses (shop_id, used_at) where cancelled_at is null;
call sc_protect('privilege_uses');
grant select, insert on privilege_uses to sc_membership;
grant update (customer_key, tier_id, breach, judged_at, judged_revision, cancelled_at) on privilege_uses
    to sc_membership;

-- Day and month alone: what a birthday gift needs.
create table member_birthdays (
    shop_id      bigint not null references shops,
    customer_key bigint not null,
    month        int not null check (month between 1 and 12),
    day          int not null check (day between 1 and 31),
    recorded_at  timestamptz not null,
    primary key (shop_id, customer_key),
    foreign key (shop_id, customer_key) references customers
);
call sc_protect('member_birthdays');
grant select, insert, update, delete on member_birthdays to sc_membership;
