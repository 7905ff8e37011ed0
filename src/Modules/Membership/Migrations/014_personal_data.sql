-- Birthdays, words about an erased customer and carts that were not bought go; what was earned and spent stays.
call sc_deletable('member_birthdays', 'customer_key');
call sc_deletable('quotes', 'customer_key, status');
call sc_erasable('quotes', 'content, answer', 'quote_key');
call sc_erasable('point_adjustments', 'reason', 'customer_key, adjustment_key');
call sc_erasable('point_adjustment_decisions', 'note', 'adjustment_key');
call sc_erasable('point_spends', 'content', 'customer_key, spend_key');
call sc_erasable('point_spend_cancellations', 'content', 'spend_key');
call sc_erasable('stored_value_top_ups', 'content', 'customer_key');
call sc_erasable('stored_value_refunds', 'content, answer', 'customer_key');
call sc_erasable('stored_value_returns', 'content', 'reservation_key');
call sc_erasable('ceremony_corrections', 'reason', 'record_id');
call sc_erasable('membership_decisions', 'reason', 'customer_key');
call sc_erasable('badge_awards', 'reason, revoke_reason', 'customer_key');
call sc_deletable('worklist_marks', 'customer_key');
grant select (shop_id, record_id, customer_key) on ceremony_steps to sc_erasure;
grant select (shop_id, reservation_key, customer_key) on stored_value_reservations to sc_erasure;
call sc_erasable('member_invitations', 'content, revoke_reason', 'customer_key');
call sc_erasable('coupon_redemptions', 'return_reason', 'coupon_key');
call sc_erasable('coupon_assignments', 'content, answer', 'assignment_id');
grant select (shop_id, coupon_key, customer_key) on coupons to sc_erasure;

create function erase_membership(of_shop bigint, of_erasure bigint) returns void
    language plpgsql security definer as $$
declare
    people bigint[] := public.erasure_people(of_shop, of_erasure);
    silent constant jsonb := '{"reason": ""}';
begin
    delete from public.member_birthdays where shop_id = of_shop and customer_key = any(people);
    delete from public.quotes where shop_id = of_shop and customer_key = any(people) and status <> 'committed';
    update public.point_adjustment_decisions set note = null
    where shop_id = of_shop and note is not null and adjustment_key in (
        select a.adjustment_key from public.point_adjustments a
        where a.shop_id = of_shop and a.customer_key = any(people));
    update public.point_adjustments set reason = '' where shop_id = of_shop and customer_key = any(people);
    update public.point_spend_cancellations set content = content || silent
    where shop_id = of_shop and content ? 'reason' and spend_key in (
        select s.spend_key from public.point_spends s where s.shop_id = of_shop and s.customer_key = any(people));
    update public.point_spends set content = content || silent
    where shop_id = of_shop and customer_key = any(people) and content ? 'reason';
    update public.stored_value_refunds set content = content || silent
    where shop_id = of_shop and customer_key = any(people) and content ? 'reason';
    update public.stored_value_refunds set answer = answer || silent
    where shop_id = of_shop and customer_key = any(people) and answer ? 'reason';
    delete from public.worklist_marks where shop_id = of_shop and customer_key = any(people);
    update public.stored_value_returns set content = content || silent
    where shop_id = of_shop and content ? 'reason' and reservation_key in (
        select r.reservation_key from public.stored_value_reservations r
        where r.shop_id = of_shop and r.customer_key = any(people));
    update public.ceremony_corrections set reason = ''
    where shop_id = of_shop and record_id in (
        select s.record_id from public.ceremony_steps s where s.shop_id = of_shop and s.customer_key = any(people));
    update public.membership_decisions set reason = '' where shop_id = of_shop and customer_key = any(people);
    update public.badge_awards
    set reason = case when reason is not null then '' end,
        revoke_reason = case when revoke_reason is not null then '' end
    where shop_id = of_shop and customer_key = any(people);
    update public.member_invitations
    set content = content || silent, revoke_reason = case when revoke_reason is not null then '' end
    where shop_id = of_shop and customer_key = any(people);
    update public.coupon_redemptions set return_reason = ''
    where shop_id = of_shop and return_reason is not null and coupon_key in (
        select k.coupon_key from public.coupons k where k.shop_id = of_shop and k.customer_key = any(people));
end $$;
grant execute on function erase_membership(bigint, bigint) to sc_membership;
call sc_definer('erase_membership(bigint, bigint)', 'sc_erasure');
