-- Who buys one product buys another within a number of days (买A必买B). A link that was removed stays, so that its next
-- version has the next number; the audit log has what it was before.
create table product_links (
    shop_id           bigint not null,
    product_id        text collate "C" not null,
    linked_product_id text collate "C" not null,
    version           int not null check (version > 0),
    reason            text not null,
    window_days       int not null check (window_days between 1 and 366),
    removed           boolean not null default false,
    updated_at        timestamptz not null,
    primary key (shop_id, product_id, linked_product_id),
    foreign key (shop_id, product_id) references products,
    foreign key (shop_id, linked_product_id) references products,
    check (product_id <> linked_product_id)
);
call sc_protect('product_links');
grant select, insert, update on product_links to sc_ladder;

-- Reports count the orders that were paid in a period. Orders come about in the order of payment, so that ranges of
-- pages suffice; a paid order pays next to nothing for them.
create index on orders using brin (shop_id, paid_at);
