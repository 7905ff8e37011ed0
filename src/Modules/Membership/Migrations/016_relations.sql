-- What was reported of the relation with a customer. The stage follows from these rows and from memberships, uses of
-- privileges, orders and referrals; none is stored. Rows of a guest become those of the customer who the guest is.
create table relation_events (
    shop_id      bigint not null references shops,
    event_id     text collate "C" not null check (length(event_id) between 1 and 64),
    customer_key bigint not null,
    kind         text collate "C" not null check (kind in ('reply', 'reviewRead', 'interaction', 'groupActivity')),
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null,
    primary key (shop_id, event_id),
    foreign key (shop_id, customer_key) references customers
);
create index on relation_events (shop_id, customer_key, occurred_at);
call sc_protect('relation_events');
grant select, insert on relation_events to sc_membership;
grant update (customer_key) on relation_events to sc_membership;
call sc_deletable('relation_events', 'customer_key');

create function erase_relations(of_shop bigint, of_erasure bigint) returns void
    language plpgsql security definer as $$
begin
    delete from public.relation_events
    where shop_id = of_shop and customer_key = any(public.erasure_people(of_shop, of_erasure));
end $$;
grant execute on function erase_relations(bigint, bigint) to sc_membership;
call sc_definer('erase_relations(bigint, bigint)', 'sc_erasure');
