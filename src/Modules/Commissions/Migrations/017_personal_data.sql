-- Words about an erased customer go. Amounts, tiers and statements stay, and the reasons of adjustments, which are the
-- books' own documents.
call sc_erasable('partner_applications', 'note, reason', 'customer_key');
call sc_erasable('partner_history', 'reason', 'customer_key');
call sc_erasable('disputes', 'reason', 'customer_key, dispute_key');
call sc_erasable('dispute_answers', 'note, explanation', 'dispute_key');
call sc_erasable('accrual_stops', 'target, reason', 'scope');
call sc_erasable('bonus_sources', 'source_id', 'source_kind');
call sc_erasable('commission_orders', 'snapshot', 'order_key');
call sc_erasable('fraud_cases', 'reasons', 'order_key');
call sc_erasable('projects', 'content', 'project_key');
call sc_erasable('project_decisions', 'answer', 'project_key');
call sc_erasable('backtests', 'report', 'backtest_key');
call sc_erasable('backtested_orders', 'people', 'backtest_key');
call sc_erasable('compliance_scans', 'findings', 'scan_date');
call sc_erasable('plan_publications', 'findings', 'plan_key');

create function erase_commissions(of_shop bigint, of_erasure bigint) returns void
    language plpgsql security definer as $$
declare
    leaving public.erasures := public.erasure_under_way(of_shop, of_erasure);
    people bigint[] := public.erasure_people(of_shop, of_erasure);
    -- Findings are sentences that quote an id.
    written text := to_json(leaving.leaving_id)::text;
    quoted text := format('''%s''', substr(written, 2, length(written) - 2));
    stands text := format('''%s''', leaving.pseudonym);
begin
    update public.partner_applications
    set note = null, reason = case when reason is not null then '' end
    where shop_id = of_shop and customer_key = any(people);
    update public.partner_history set reason = null
    where shop_id = of_shop and customer_key = any(people) and reason is not null;
    update public.dispute_answers set note = '', explanation = null
    where shop_id = of_shop and dispute_key in (
        select d.dispute_key from public.disputes d where d.shop_id = of_shop and d.customer_key = any(people));
    update public.disputes set reason = '' where shop_id = of_shop and customer_key = any(people);
    update public.accrual_stops set target = leaving.pseudonym, reason = ''
    where shop_id = of_shop and scope = 'person' and target = leaving.leaving_id;
    update public.bonus_sources set source_id = leaving.pseudonym
    where shop_id = of_shop and source_kind = 'promotion' and source_id = leaving.leaving_id;
    update public.compliance_scans set findings = replace(findings::text, quoted, stands)::jsonb
    where shop_id = of_shop and strpos(findings::text, quoted) > 0;
    update public.plan_publications set findings = replace(findings::text, quoted, stands)::jsonb
    where shop_id = of_shop and strpos(findings::text, quoted) > 0;
end $$;
grant execute on function erase_commissions(bigint, bigint) to sc_commissions;
call sc_definer('erase_commissions(bigint, bigint)', 'sc_erasure');
