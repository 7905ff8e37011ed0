using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.Costs;

/// <summary>Integrity checks of the cost report and of the journal's documents.</summary>
public static class CostChecks
{
    /// <summary>
    /// Every closed month's costs are what its trial balance says of expense and claw-back loss, and every movement
    /// that commissions have booked has its document.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("commissionCosts", CostsSql), new("documents", DocumentsSql)];

    private const string CostsSql = $"""
        with closes as (
            select month, month_end, watermark, lag(watermark) over (order by month_end) as before,
                lag(month_end) over (order by month_end) as before_end,
                lag(next_from) over (order by month_end) as from_id
            from month_closes where shop_id = @shop),
        costs as (
            select c.month, sum(m.amount) filter (where m.from_account = '{Account.Expense}') as accrued,
                sum(m.amount) filter (where m.to_account = '{Account.Expense}') as reversed,
                sum(case '{Account.ClawbackLoss}'
                    when m.from_account then m.amount when m.to_account then -m.amount else 0 end) as absorbed
            from closes c
            join movements m on m.shop_id = @shop and m.unit = @unit
                and m.movement_id between coalesce(c.from_id, 0) and c.watermark and m.recorded_at < c.month_end
                and (c.before is null or m.movement_id > c.before or m.recorded_at >= c.before_end)
                and {CostSql.IsCost}
            group by c.month),
        balances as (
            select month, sum(given) filter (where account = '{Account.Expense}') as accrued,
                sum(received) filter (where account = '{Account.Expense}') as reversed,
                sum(given - received) filter (where account = '{Account.ClawbackLoss}') as absorbed
            from month_balances where shop_id = @shop group by month)
        select 'month ' || c.month as subject,
            format('costs %s less %s and %s, trial balance %s less %s and %s', coalesce(k.accrued, 0),
                coalesce(k.reversed, 0), coalesce(k.absorbed, 0), coalesce(b.accrued, 0), coalesce(b.reversed, 0),
                coalesce(b.absorbed, 0)) as detail
        from closes c left join costs k on k.month = c.month left join balances b on b.month = c.month
        where coalesce(k.accrued, 0) <> coalesce(b.accrued, 0) or coalesce(k.reversed, 0) <> coalesce(b.reversed, 0)
            or coalesce(k.absorbed, 0) <> coalesce(b.absorbed, 0)
        order by c.month limit 20
        """;

    private const string DocumentsSql = $"""
        select 'movement ' || m.movement_id as subject, m.event || ' has no document' as detail
        from movements m
        left join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id
        left join commission_orders o on o.shop_id = @shop and a.source_kind = 'order' and o.order_key = a.source_id
        left join bonus_sources b on b.shop_id = @shop and b.source_kind = a.source_kind and b.source_key = a.source_id
        left join statements s on s.shop_id = @shop and s.statement_key = m.subject_id
        left join adjustments j on j.shop_id = @shop and j.adjustment_key = m.subject_id
        left join disputes d on d.shop_id = @shop and d.dispute_key = m.subject_id
        where m.shop_id = @shop and m.unit = @unit and case
            when m.event in ('accrued', 'reversed', 'restored', 'absorbed', 'matured', '{CommissionHolds.Held}',
                '{CommissionHolds.Released}', '{CommissionHolds.Rejected}')
                then o.order_key is null and b.source_key is null
            when m.event = 'settled' then s.statement_key is null
            when m.event in ('{AdjustmentKinds.Event}', '{AdjustmentKinds.TaxEvent}') then j.adjustment_key is null
            when m.event in ('{DisputeEvents.Disputed}', '{DisputeEvents.Answered}') then d.dispute_key is null
            else false end
        order by m.movement_id limit 20
        """;
}
