namespace SocialCommerce.Commissions.Plans;

/// <summary>Integrity checks of budgets.</summary>
public static class BudgetChecks
{
    /// <summary>
    /// What is used of a budget is what orders have reserved, and no more than there is; it was reached when one took
    /// the last of it.
    /// </summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("budgets", BudgetsSql)];

    private const string BudgetsSql = """
        select 'rule ' || coalesce(b.rule, r.rule) as subject,
            format('plan %s: %s of %s used, %s reserved', coalesce(b.plan_key, r.plan_key), b.used, b.budget,
                coalesce(r.reserved, 0)) as detail
        from (select * from rule_budgets where shop_id = @shop) as b
        full join (
            select o.plan_key, one ->> 'r' as rule, sum((one ->> 'm')::bigint) as reserved,
                array_agg(o.recorded_at) as times
            from commission_orders o cross join lateral jsonb_array_elements(o.snapshot -> 'r') as one
            where o.shop_id = @shop and @unit <> ''
            group by o.plan_key, one ->> 'r') as r on r.plan_key = b.plan_key and r.rule = b.rule
        where b.used is distinct from coalesce(r.reserved, 0) or b.used > b.budget
            or case when b.used = b.budget then b.reached_at = any(r.times) else b.reached_at is null end is not true
        order by 1 limit 20
        """;
}
