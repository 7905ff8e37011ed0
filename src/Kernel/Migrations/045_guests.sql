-- Whom a guest turned out to be. It stands on the guest's row, which whoever reports an order of the guest locks, so
-- that nobody records an order for a guest who has just been claimed.
alter table customers add column claimed_by bigint;
alter table customers add foreign key (shop_id, claimed_by) references customers;
create index on customers (shop_id, claimed_by) where claimed_by is not null;
grant update (claimed_by) on customers to sc_kernel;

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
