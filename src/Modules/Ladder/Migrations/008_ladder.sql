-- The list price of a unit. The ladder is checked by it; orders have prices of their own.
alter table products add price_minor bigint check (price_minor >= 0);
-- The cheapest and the dearest product of a rung are looked up.
create index on products (shop_id, rung, price_minor, product_id) where rung is not null;
