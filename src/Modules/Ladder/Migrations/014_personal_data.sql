-- What the shop has found out about an erased customer goes; orders keep their figures.
call sc_deletable('customer_needs', 'customer_key');
call sc_erasable('orders', 'answer', 'order_key, customer_key');
call sc_erasable('order_amendments', 'answer, content', 'order_key');
call sc_erasable('order_payments', 'reason', 'order_key');
call sc_erasable('refunds', 'answer, content', 'refund_key');
call sc_erasable('waiting_events', 'content', 'event_key');

create function erase_ladder(of_shop bigint, of_erasure bigint) returns void
    language plpgsql security definer as $$
declare
    people bigint[] := public.erasure_people(of_shop, of_erasure);
begin
    update public.order_payments set reason = ''
    where shop_id = of_shop and reason is not null and order_key in (
        select o.order_key from public.orders o where o.shop_id = of_shop and o.customer_key = any(people));
    delete from public.customer_needs where shop_id = of_shop and customer_key = any(people);
end $$;
grant execute on function erase_ladder(bigint, bigint) to sc_ladder;
call sc_definer('erase_ladder(bigint, bigint)', 'sc_erasure');
