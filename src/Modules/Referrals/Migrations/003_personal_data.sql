-- The code of an erased customer binds no buyer any more; the edges stay, because the teams are counted by them.
call sc_deletable('invite_codes', 'customer_key');

create function erase_referrals(of_shop bigint, of_erasure bigint) returns void
    language plpgsql security definer as $$
declare
    people bigint[] := public.erasure_people(of_shop, of_erasure);
begin
    delete from public.invite_codes where shop_id = of_shop and customer_key = any(people);
end $$;
grant execute on function erase_referrals(bigint, bigint) to sc_referrals;
call sc_definer('erase_referrals(bigint, bigint)', 'sc_erasure');
