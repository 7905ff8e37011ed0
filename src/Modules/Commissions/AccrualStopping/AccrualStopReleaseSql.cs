using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.AccrualStopping;

/// <summary>The SQL by which the release of an accrual stop books.</summary>
internal static class AccrualStopReleaseSql
{
    /// <summary>Books the maturity of orders that the stop holds and that have matured since.</summary>
    public const string MatureSql = $"""
        with due as (
            update commission_orders set matured = true
            where shop_id = @shop and not matured and matures_at <= @now and order_key in (
                select h.order_key from holds h
                where h.shop_id = @shop and h.cause = 'accrualStop' and h.subject_id = @accrualStopId)
            returning order_key, matures_at)
        insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
            subject_id, order_key, occurred_at, recorded_at)
        select @shop, {Ledger.JournalId}, 'matured', '{Account.Pending}', '{Account.Available}', @unit,
            a.beneficiary_key, n.net, a.accrual_id, due.order_key, due.matures_at, due.matures_at
        from due
        join accruals a on a.shop_id = @shop and a.source_kind = 'order' and a.source_id = due.order_key
        cross join lateral (
            select sum(case '{Account.Pending}' when m.to_account then m.amount
                when m.from_account then -m.amount else 0 end) as net
            from movements m
            where m.shop_id = @shop and m.subject_id = a.accrual_id and m.customer_key = a.beneficiary_key
                and m.order_key = due.order_key and m.unit = @unit) as n
        where n.net > 0
        order by due.order_key, a.accrual_id
        """;

    /// <summary>
    /// Ends the holds, and books what nothing else holds: held → pending or available, or held → expense.
    /// </summary>
    public const string MoveSql = $"""
        with mine as (
            select h.hold_key, h.accrual_id, h.order_key
            from holds h
            where h.shop_id = @shop and h.cause = 'accrualStop' and h.subject_id = @accrualStopId and not exists (
                select from hold_ends e where e.shop_id = @shop and e.hold_key = h.hold_key)),
        free as (
            select m.accrual_id, m.order_key, a.beneficiary_key, w.held,
                case when @outcome = '{CommissionHolds.Rejected}' then '{Account.Expense}'
                    when coalesce(o.matured, s.matured) then '{Account.Available}' else '{Account.Pending}' end
                    as to_account
            from mine m
            join accruals a on a.shop_id = @shop and a.accrual_id = m.accrual_id
            left join commission_orders o on o.shop_id = @shop and o.order_key = m.order_key
            left join bonus_sources s on s.shop_id = @shop and s.source_key = a.source_id
                and s.source_kind = a.source_kind
            cross join lateral (
                select sum(case '{Account.Held}'
                    when to_account then amount when from_account then -amount else 0 end)::bigint as held
                from movements where shop_id = @shop and subject_id = a.accrual_id and unit = @unit
                    and customer_key = a.beneficiary_key and order_key is not distinct from m.order_key) as w
            where w.held > 0 and (@outcome = '{CommissionHolds.Rejected}' or not exists (
                select from holds h left join hold_ends e on e.shop_id = @shop and e.hold_key = h.hold_key
                where h.shop_id = @shop and h.accrual_id = m.accrual_id and h.hold_key <> m.hold_key
                    and e.hold_key is null))),
        ended as (
            insert into hold_ends (shop_id, hold_key, outcome, recorded_at)
            select @shop, hold_key, @outcome, @now from mine),
        moved as (
            insert into movements (shop_id, journal_id, event, from_account, to_account, unit, customer_key, amount,
                subject_id, order_key, occurred_at, recorded_at)
            select @shop, {Ledger.JournalId}, move.event, move.from_account, move.to_account, @unit, beneficiary_key,
                held, accrual_id, order_key, @now, @now
            from free
            join (values
                ('{CommissionHolds.Rejected}', '{Account.Held}', '{Account.Expense}'),
                ('{CommissionHolds.Released}', '{Account.Held}', '{Account.Pending}'),
                ('{CommissionHolds.Released}', '{Account.Held}', '{Account.Available}'))
                as move(event, from_account, to_account) using (to_account)
            order by order_key, accrual_id
            returning amount, customer_key)
        select count(*) as accruals, coalesce(sum(amount), 0)::bigint as amount,
            coalesce(array_agg(distinct customer_key), array[]::bigint[]) as people
        from moved
        """;
}
