create or replace function rung_review_shops() returns table (shop_id bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select distinct p.shop_id from public.products p where p.rung_due is not null
$$;
call sc_definer('rung_review_shops()', 'sc_across');
call sc_show_across('products', 'shop_id, rung_due');
