select sc_role('sc_ladder');
grant sc_kernel to sc_ladder;
grant sc_ladder to sc_app;

create table products (
    shop_id              bigint not null references shops,
    product_id           text collate "C" not null check (length(product_id) between 1 and 64),
    name                 text,
    class                text,
    rung                 text check (rung in ('traffic', 'low', 'member', 'partner')),
    role                 text check (role in ('consumption', 'member', 'partner')),
    commissionable_minor bigint check (commissionable_minor >= 0),
    -- False for a product that an order named before it was declared.
    declared             boolean not null,
    updated_at           timestamptz not null,
    -- Rungs that the product had before, and until when: an order keeps the rung of its payment.
    earlier_rungs        jsonb,
    -- Since when it has its rung; null where that is not known.
    rung_since           timestamptz,
    -- The transaction that gave a rung to a product which may have been sold before; null once journeys follow it.
    rung_due             text collate "C",
    primary key (shop_id, product_id)
);
create index on products (shop_id, product_id) where rung_due is not null;
call sc_protect('products');
grant select, insert, update on products to sc_ladder;

-- Asked across shops: where journeys have to follow a product's rung.
create function rung_review_shops() returns table (shop_id bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select distinct p.shop_id from public.products p where p.rung_due is not null
$$;
grant execute on function rung_review_shops() to sc_ladder;
call sc_definer('rung_review_shops()', 'sc_across');
call sc_show_across('products', 'shop_id, rung_due');
