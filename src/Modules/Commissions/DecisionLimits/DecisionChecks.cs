namespace SocialCommerce.Commissions.DecisionLimits;

/// <summary>
/// What the integrity check asks of decisions that pay without an order: two different persons have made each, and it
/// lies within the limits in force at its time. Decisions from before the limits are left out. That an adjustment has
/// two persons is a check of its own.
/// </summary>
public static class DecisionChecks
{
    /// <summary>The checks.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("decisions", Sql)];

    private const string Sql = """
        select d.subject, format('%s by %s and %s, limit %s', d.amount, d.decided_by, coalesce(d.first_by, 'none'),
                l.most) as detail
        from (
            select 'accrual stop ' || r.accrual_stop_id as subject, 'release' as kind, r.amount,
                r.released_by as decided_by, r.prepared_by as first_by, r.recorded_at
            from accrual_stop_releases r
            where r.shop_id = @shop and @unit <> '' and r.action = 'book' and not r.predates_limits
            union all
            select 'order ' || f.order_id, 'release', coalesce(g.freed, 0), g.decided_by, g.prepared_by, g.recorded_at
            from fraud_decisions g
            join fraud_cases f on f.shop_id = @shop and f.order_key = g.order_key
            where g.shop_id = @shop and g.action = 'release' and not g.predates_limits
            union all
            select 'dividend ' || r.period_end, 'profit', r.profit, r.decided_by, r.prepared_by, r.recorded_at
            from dividend_runs r
            where r.shop_id = @shop and r.profit is not null and not r.predates_limits
            union all
            select 'project ' || p.project_id, 'project', (p.content -> 'amount' ->> 'amount')::bigint, d.decided_by,
                p.opened_by, d.recorded_at
            from project_decisions d
            join projects p on p.shop_id = @shop and p.project_key = d.project_key
            where d.shop_id = @shop and d.source_key is not null and not d.predates_limits
            union all
            select 'adjustment ' || j.adjustment_id, 'adjustment', j.amount, d.decided_by, j.requested_by,
                d.recorded_at
            from adjustment_decisions d
            join adjustments j on j.shop_id = @shop and j.adjustment_key = d.adjustment_key
            where d.shop_id = @shop and d.approved and not d.predates_limits) as d
        left join lateral (
            select (content ->> 'adjustmentMinor')::bigint as adjustment,
                (content ->> 'projectMinor')::bigint as project, (content ->> 'releaseMinor')::bigint as release
            from settings_versions
            where shop_id = @shop and name = 'paymentLimits' and recorded_at <= d.recorded_at
            order by version desc limit 1) as n on true
        cross join lateral (
            select case d.kind when 'adjustment' then coalesce(n.adjustment, 1000000)
                when 'project' then coalesce(n.project, 10000000) when 'release' then coalesce(n.release, 0) end
                as most) as l
        where (d.kind in ('adjustment', 'project') and d.amount > l.most)
            or (d.kind <> 'adjustment' and (d.first_by is null or d.first_by = d.decided_by)
                and (d.kind <> 'release' or d.amount > l.most))
        order by d.subject limit 20
        """;
}
