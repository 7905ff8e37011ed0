create sequence customer_keys;
grant usage on sequence customer_keys to sc_kernel;

create table customers (
    shop_id      bigint not null references shops,
    customer_key bigint not null default nextval('customer_keys'),
    customer_id  text collate "C" not null check (length(customer_id) between 1 and 64),
    created_at   timestamptz not null,
    seen_at      timestamptz not null,
    -- The customer that a guest turned out to be. It stands on the guest's row, which a report of the guest's order
    -- locks, so that no order is recorded for a guest who has just been claimed.
    claimed_by   bigint,
    primary key (shop_id, customer_key),
    unique (shop_id, customer_id),
    foreign key (shop_id, claimed_by) references customers
);
create index on customers (shop_id, claimed_by) where claimed_by is not null;
call sc_protect('customers');
grant select, insert on customers to sc_kernel;
grant update (seen_at, claimed_by) on customers to sc_kernel;

create table guest_claims (
    shop_id      bigint not null,
    guest_key    bigint not null,
    customer_key bigint not null,
    claimed_at   timestamptz not null,
    primary key (shop_id, guest_key),
    foreign key (shop_id, guest_key) references customers,
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('guest_claims', 'sc_kernel');
