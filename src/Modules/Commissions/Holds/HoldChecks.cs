namespace SocialCommerce.Commissions.Holds;

/// <summary>Integrity checks of holds.</summary>
public static class HoldChecks
{
    /// <summary>
    /// While something holds an accrual, all that it is worth stands on held, and nothing does afterwards; a decided
    /// chargeback, a released accrual stop or an answered dispute holds nothing. A fraud case reaches its policy's
    /// threshold and holds all that its order has accrued.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("holds", HoldsSql), new("holdCauses", CausesSql), new("fraudCases", FraudSql)];

    private const string HoldsSql = $"""
        select 'accrual ' || a.accrual_id as subject,
            format('%s open holds, net %s, held %s', coalesce(h.open, 0), m.net, m.held) as detail
        from (
            select subject_id, customer_key, order_key,
                sum(case '{Account.Expense}' when from_account then amount when to_account then -amount else 0 end)
                    as net,
                sum(case '{Account.Held}' when to_account then amount when from_account then -amount else 0 end)
                    as held
            from movements
            where shop_id = @shop and unit = @unit and event in (
                    'accrued', 'reversed', 'restored', 'held', 'released', 'rejected')
                and (event in ('held', 'released', 'rejected')
                    or subject_id in (select accrual_id from holds where shop_id = @shop))
            group by subject_id, customer_key, order_key) as m
        join accruals a on a.shop_id = @shop and a.accrual_id = m.subject_id and a.beneficiary_key = m.customer_key
            and m.order_key is not distinct from case a.source_kind when 'order' then a.source_id end
        left join (
            select o.accrual_id, count(*) filter (where e.hold_key is null) as open
            from holds o left join hold_ends e on e.shop_id = @shop and e.hold_key = o.hold_key
            where o.shop_id = @shop group by o.accrual_id) as h on h.accrual_id = a.accrual_id
        where m.held <> case when h.open > 0 then m.net else 0 end
        order by a.accrual_id limit 20
        """;

    private const string FraudSql = """
        select 'order ' || f.order_id as subject,
            format('score %s, threshold %s, not held: %s', f.score, p.content ->> 'threshold', u.accruals) as detail
        from fraud_cases f
        join settings_versions p on p.shop_id = @shop and p.name = f.policy_name and p.version = f.policy_version
        cross join lateral (
            select count(*) as accruals from accruals a
            where a.shop_id = @shop and a.source_kind = 'order' and a.source_id = f.order_key
                and a.recorded_at <= f.recorded_at and not exists (
                    select from holds h where h.shop_id = @shop and h.order_key = f.order_key
                        and h.accrual_id = a.accrual_id and h.cause = 'fraud')) as u
        where f.shop_id = @shop and @unit <> ''
            and (u.accruals > 0 or f.score < (p.content ->> 'threshold')::int)
        order by f.order_key limit 20
        """;

    private const string CausesSql = """
        select 'hold ' || h.hold_key as subject, format('%s %s does not agree', h.cause, h.subject_id) as detail
        from holds h
        join accruals w on w.shop_id = @shop and w.accrual_id = h.accrual_id
        left join hold_ends e on e.shop_id = @shop and e.hold_key = h.hold_key
        left join chargebacks c on c.shop_id = @shop and h.cause = 'chargeback' and c.chargeback_id = h.subject_id
            and c.order_key = h.order_key
        left join chargeback_outcomes d on d.shop_id = @shop and d.chargeback_id = c.chargeback_id
        left join fraud_cases f on f.shop_id = @shop and h.cause = 'fraud' and f.order_id = h.subject_id
            and f.order_key = h.order_key
        left join fraud_decisions g on g.shop_id = @shop and g.order_key = f.order_key
        left join accrual_stops b on b.shop_id = @shop and h.cause = 'accrualStop' and b.accrual_stop_id = h.subject_id
        left join accrual_stop_releases r on r.shop_id = @shop and r.accrual_stop_id = b.accrual_stop_id
        left join disputes o on o.shop_id = @shop and h.cause = 'dispute' and o.dispute_id = h.subject_id
            and o.order_key = h.order_key and o.statement_key is null
        left join dispute_answers a on a.shop_id = @shop and a.dispute_key = o.dispute_key
        where h.shop_id = @shop and @unit <> '' and (
            (c.chargeback_id is null and b.accrual_stop_id is null and o.dispute_id is null and f.order_key is null)
            or h.order_key is distinct from case w.source_kind when 'order' then w.source_id end
            or e.outcome is distinct from case coalesce(d.outcome, r.action, g.action, 'answer ' || a.outcome)
                when 'won' then 'released' when 'book' then 'released' when 'release' then 'released'
                when 'answer rejected' then 'released' when 'answer upheld' then 'released'
                when 'lost' then 'rejected' when 'reject' then 'rejected' end)
        order by h.hold_key limit 20
        """;
}
