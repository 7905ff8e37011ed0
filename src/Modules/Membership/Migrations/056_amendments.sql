-- The terms on which an amended order earns after each of its amendments, in the order of their own times; the last
-- ones hold now. What the order earned when it was paid stands in its grant.
create table member_grant_terms (
    shop_id     bigint not null,
    order_key   bigint not null,
    revision    int not null check (revision > 0),
    terms       jsonb not null,
    recorded_at timestamptz not null,
    primary key (shop_id, order_key, revision),
    foreign key (shop_id, order_key) references member_grants
);
call sc_ledger('member_grant_terms', 'sc_membership');
