using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Accruals;

/// <summary>The statements about budgets that flows carry; none where no rule has one.</summary>
public static class BudgetSql
{
    /// <summary>The remaining budgets of a version.</summary>
    public static PendingRows<BudgetRest> BudgetRests(this CommissionsBatch batch, long shopId, long? planKey) =>
        batch.Rows<BudgetRest>(RestsSql, new { shop = shopId, planKey });

    /// <summary>The same, locked: no other transaction reserves until this one ends.</summary>
    public static PendingRows<BudgetRest> LockBudgets(this CommissionsBatch batch, long shopId, long? planKey) =>
        batch.Rows<BudgetRest>(LockSql, new { shop = shopId, planKey });

    /// <summary>
    /// Takes an order's reservations out of the budgets; fails as a race does when too little is left by now.
    /// </summary>
    public static void Spend(this CommissionsBatch batch, PostingContext posting, NewCommission commission)
    {
        // Always in the same order, so that two orders never wait for each other.
        foreach (var (rule, most) in (commission.Snapshot.Reserved ?? []).Where(one => one.Most > 0)
            .OrderBy(one => one.Rule, StringComparer.Ordinal))
            batch.Rows<string>(SpendSql, new
            {
                shop = posting.ShopId,
                planKey = commission.Plan!.Key,
                rule,
                most,
                posting.RecordedAt,
            });
    }

    /// <summary>Opens the budgets of a version that is published.</summary>
    internal static void OpenBudgets(this CommissionsBatch batch, long shopId, long planKey, PlanContent content)
    {
        if (!content.HasBudgets) return;
        var rules = content.Rules.Where(rule => rule.Budget is not null).ToList();
        batch.Do(OpenSql, new
        {
            shop = shopId,
            planKey,
            rules = rules.Select(rule => rule.RuleId).ToArray(),
            budgets = rules.Select(rule => rule.Budget!.Value).ToArray(),
        });
    }

    private const string RestsSql = """
        select rule, budget - used as rest from rule_budgets where shop_id = @shop and plan_key = @planKey
        """;

    private const string LockSql = $"{RestsSql} order by rule for no key update";

    private const string SpendSql = """
        with spent as (
            update rule_budgets set used = used + @most,
                reached_at = case when used + @most = budget then @recordedAt end
            where shop_id = @shop and plan_key = @planKey and rule = @rule and used + @most <= budget
            returning rule)
        select sc_stale()::text where not exists (select from spent)
        """;

    private const string OpenSql = """
        insert into rule_budgets (shop_id, plan_key, rule, budget)
        select @shop, @planKey, rule, budget from unnest(@rules, @budgets) as b(rule, budget)
        """;
}
