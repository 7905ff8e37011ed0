using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>
/// A rule's budget. An order reserves what it earns by the rule, or what is left, when it is paid; from then on that is
/// the most it may get, nearest ancestor first, whatever refunds do. Refunds give nothing back to the budget. Pure.
/// </summary>
public static class Budgets
{
    /// <summary>The snapshot with what the order may get from each rule with a budget.</summary>
    /// <param name="snapshot">The order's, without reservations.</param>
    /// <param name="plan">The version in force.</param>
    /// <param name="values">The amount paid for each line.</param>
    /// <param name="rests">The remaining budget by rule; a rule without an entry has its whole budget.</param>
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
