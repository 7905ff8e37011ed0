using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>What is left of a rule's budget.</summary>
public sealed record BudgetRest(string Rule, long Rest);

/// <summary>
/// A rule's budget. An order reserves what it earns by the rule, or what is left, when it is paid; from then on that is
/// the most it may get, nearest ancestor first, whatever refunds do. Refunds give nothing back to the budget. Pure.
/// </summary>
public static class Budgets
{
    /// <summary>The snapshot with what the order may get from each rule with a budget.</summary>
    /// <param name="snapshot">The order's, without reservations.</param>
    /// <param name="plan">The version in force.</param>
    /// <param name="values">What was paid for each line.</param>
    /// <param name="rests">What is left by rule; a rule without an entry has its whole budget.</param>
    public static Snapshot Reserve(
        Snapshot snapshot, PlanContent? plan, IReadOnlyList<long> values, IReadOnlyDictionary<string, long> rests)
    {
        if (plan is not { HasBudgets: true }) return snapshot;
        var wanted = Engine.Evaluate(snapshot, plan, values).ToLookup(outcome => outcome.Rule);
        return snapshot with
        {
            Reserved =
            [
                .. from rule in plan.Rules
                   where rule.Budget is not null
                   let rest = rests.GetValueOrDefault(rule.RuleId, rule.Budget!.Value)
                   let due = wanted[rule.RuleId].Sum(outcome => outcome.Amount)
                   select new Reservation(rule.RuleId, Math.Min(due, rest)),
            ],
        };
    }

    /// <summary>Cuts what exceeds the reservations, the farthest ancestor first.</summary>
    internal static List<Outcome> Cut(List<Outcome> outcomes, IReadOnlyList<Reservation>? reserved)
    {
        if (reserved is null) return outcomes;
        var rests = reserved.ToDictionary(one => one.Rule, one => one.Most);
        for (var i = 0; i < outcomes.Count; i++)
        {
            var outcome = outcomes[i];
            if (!rests.TryGetValue(outcome.Rule, out var rest)) continue;
            if (outcome.Amount > rest) outcomes[i] = outcome.Within(rest);
            rests[outcome.Rule] = rest - outcomes[i].Amount;
        }
        return outcomes;
    }
}

/// <summary>The statements about budgets that flows carry; none where no rule has one.</summary>
public static class BudgetStatements
{
    /// <summary>What is left of a version's budgets.</summary>
    public static Rows<BudgetRest> BudgetRests(this Batch batch, long shopId, long? planKey) =>
        batch.Rows<BudgetRest>(RestsSql, new { shop = shopId, planKey });

    /// <summary>The same, and nobody else reserves anything until the transaction ends.</summary>
    public static Rows<BudgetRest> LockBudgets(this Batch batch, long shopId, long? planKey) =>
        batch.Rows<BudgetRest>(LockSql, new { shop = shopId, planKey });

    /// <summary>
    /// Takes an order's reservations out of the budgets; fails as a race does when too little is left by now.
    /// </summary>
    public static void Spend(this Batch batch, Occasion when, NewCommission commission)
    {
        // Always in the same order, so that two orders never wait for each other.
        foreach (var (rule, most) in (commission.Snapshot.Reserved ?? []).Where(one => one.Most > 0)
            .OrderBy(one => one.Rule, StringComparer.Ordinal))
            batch.Rows<string>(SpendSql, new
            {
                shop = when.ShopId,
                planKey = commission.Plan!.Key,
                rule,
                most,
                when.RecordedAt,
            });
    }

    /// <summary>Opens the budgets of a version that is published.</summary>
    internal static void OpenBudgets(this Batch batch, long shopId, long planKey, PlanContent content)
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
