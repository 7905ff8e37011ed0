-- A scan of an erased customer stays as one of an unknown visitor; the customer's touchpoint stays without its inviter,
-- and where it stands for the person, without the name.
call sc_erasable('touchpoints', 'inviter_key, name', 'touchpoint_id, class');
call sc_erasable('scans', 'customer_key', 'scan_key');

create function erase_touchpoints(of_shop bigint, of_erasure bigint) returns void
    language plpgsql security definer as $$
declare
    people bigint[] := public.erasure_people(of_shop, of_erasure);
begin
    update public.touchpoints
    set inviter_key = null, name = case when class = 'person' then touchpoint_id else name end
    where shop_id = of_shop and inviter_key = any(people);
    update public.scans set customer_key = null where shop_id = of_shop and customer_key = any(people);
end $$;
grant execute on function erase_touchpoints(bigint, bigint) to sc_touchpoints;
call sc_definer('erase_touchpoints(bigint, bigint)', 'sc_erasure');
