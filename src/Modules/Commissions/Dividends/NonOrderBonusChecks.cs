using SocialCommerce.Commissions.Accruals;

namespace SocialCommerce.Commissions.Dividends;

/// <summary>Reads of the integrity check for bonuses without an order, and its checks in SQL.</summary>
public static class NonOrderBonusChecks
{
    /// <summary>
    /// Accruals are what periods, tasks and promotions owe, and stay so unless they are rejected; nothing that has
    /// matured is pending.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("bonusSources", SourcesSql), new("bonusBalances", BalancesSql)];

    /// <summary>Every promotion since once-peer bonuses are kept, in order.</summary>
    public static PendingRows<PromotionFact> PromotionFacts(this CommissionsBatch batch, long shopId) =>
        batch.Rows<PromotionFact>(PromotionsSql, new { shop = shopId });

    /// <summary>The times of everything that pays without an order.</summary>
    public static PendingRows<SourceTimes> SourceTimes(this CommissionsBatch batch, long shopId) =>
        batch.Rows<SourceTimes>(TimesSql, new { shop = shopId });

    /// <summary>Accepted tasks.</summary>
    public static PendingRows<AcceptedProject> AcceptedProjects(this CommissionsBatch batch, long shopId) =>
        batch.Rows<AcceptedProject>(ProjectsSql, new { shop = shopId });

    private const string PromotionsSql = """
        select h.customer_key, c.customer_id, h.seq, h.tier, h.recorded_at, h.transaction_id::text as transaction_id,
            h.seen::text as seen, b.referrer_key, b.referrer_seq, b.plan_key, b.rule, a.amount
        from partner_history h
        join customers c on c.shop_id = @shop and c.customer_key = h.customer_key
        left join promotion_bonuses b on b.shop_id = @shop and b.customer_key = h.customer_key
            and b.history_seq = h.seq
        left join accruals a on a.shop_id = @shop and a.source_kind = 'promotion' and a.source_id = b.source_key
        where h.shop_id = @shop and h.seen is not null
        order by h.seq
        """;

    private const string TimesSql = """
        select s.source_kind, s.source_id, s.plan_key, coalesce(r.period_end, s.recorded_at) as happened_at,
            s.recorded_at, s.matures_at
        from bonus_sources s
        left join dividend_runs r on r.shop_id = @shop and r.source_key = s.source_key and s.source_kind = 'period'
        where s.shop_id = @shop
        """;

    private const string ProjectsSql = """
        select p.project_id, p.content, d.answer as decision
        from project_decisions d join projects p on p.shop_id = @shop and p.project_key = d.project_key
        where d.shop_id = @shop and d.source_key is not null
        """;

    private const string SourcesSql = """
        select coalesce('accrual ' || a.accrual_id, due.kind || ' ' || due.source_key) as subject,
            format('%s: due %s, accrued %s', coalesce(due.rule, a.rule), coalesce(due.amount, 0),
                coalesce(a.amount, 0)) as detail
        from (
            select 'period' as kind, r.source_key, d.rule, d.customer_key, d.amount
            from dividend_runs r
            join dividend_shares d on d.shop_id = @shop and d.period_end = r.period_end and d.amount > 0
            where r.shop_id = @shop
            union all
            select 'task', d.source_key, p.rule, c.customer_key, (share.one #>> '{amount,amount}')::bigint
            from project_decisions d
            join projects p on p.shop_id = @shop and p.project_key = d.project_key
            cross join lateral jsonb_array_elements(d.answer -> 'shares') as share(one)
            join customers c on c.shop_id = @shop and c.customer_id = share.one ->> 'customerId'
            where d.shop_id = @shop and d.source_key is not null and (share.one #>> '{amount,amount}')::bigint > 0
            union all
            select 'promotion', b.source_key, b.rule, b.referrer_key, (rule.one ->> 'amountMinor')::bigint
            from promotion_bonuses b
            join plans p on p.shop_id = @shop and p.plan_key = b.plan_key
            cross join lateral jsonb_array_elements(p.content -> 'rules') as rule(one)
            where b.shop_id = @shop and rule.one ->> 'ruleId' = b.rule) as due
        full join (
            select a.* from accruals a where a.shop_id = @shop and a.source_kind <> 'order' and @unit <> '') as a
            on a.source_kind = due.kind and a.source_id = due.source_key and a.rule = due.rule
            and a.beneficiary_key = due.customer_key
        where a.amount is distinct from due.amount
        order by 1 limit 20
        """;

    private const string BalancesSql = """
        select 'accrual ' || a.accrual_id as subject,
            format('%s %s: pending %s, net %s', s.source_kind, s.source_id, m.pending, m.net) as detail
        from bonus_sources s
        join accruals a on a.shop_id = @shop and a.source_kind = s.source_kind and a.source_id = s.source_key
        cross join lateral (
            select sum(case 'pending' when to_account then amount when from_account then -amount else 0 end)
                as pending,
                sum(case 'expense' when from_account then amount when to_account then -amount else 0 end) as net
            from movements
            where shop_id = @shop and unit = @unit and subject_id = a.accrual_id
                and event in ('accrued', 'matured', 'held', 'released', 'rejected')
                and customer_key = a.beneficiary_key and order_key is null) as m
        where s.shop_id = @shop and (m.pending < 0 or (s.matured and m.pending <> 0)
            or m.net is distinct from case when exists (
                select from holds h join hold_ends e on e.shop_id = @shop and e.hold_key = h.hold_key
                where h.shop_id = @shop and h.accrual_id = a.accrual_id and e.outcome = 'rejected')
                then 0 else a.amount end)
        order by a.accrual_id limit 20
        """;
}
