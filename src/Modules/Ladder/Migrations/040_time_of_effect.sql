-- Rungs that a product had before it was given another one, and until when: an order keeps the rung of its payment.
alter table products add column earlier_rungs jsonb;
-- Since when it has its rung; null for one that it had before this was kept.
alter table products add column rung_since timestamptz;
-- The transaction that gave a rung to a product which may have been sold before; null once journeys follow it.
alter table products add column rung_due text collate "C";
create index on products (shop_id, product_id) where rung_due is not null;

-- Asked across shops: where journeys have to follow a product's rung.
create function rung_review_shops() returns table (shop_id bigint)
    language sql stable security definer set search_path = public as $$
    select distinct p.shop_id from products p where p.rung_due is not null
$$;
revoke execute on function rung_review_shops() from public;
grant execute on function rung_review_shops() to sc_ladder;
