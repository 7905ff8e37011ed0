create or replace function payout_shops_due(at timestamptz) returns setof bigint
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select distinct b.shop_id from public.payout_transfers b where b.next_call_at <= at
$$;
call sc_definer('payout_shops_due(timestamptz)', 'sc_across');
call sc_show_across('payout_transfers', 'shop_id, next_call_at');
