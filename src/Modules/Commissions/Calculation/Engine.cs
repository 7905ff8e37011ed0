using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Calculation;

/// <summary>
/// The one engine: order × snapshot × plan version → what each person earns, or the reason why not. Pure; accrual,
/// refunds, explanation, simulation, the proofs at publishing and the integrity check all call it
/// (docs/commission-rules.md#bonus-kinds and docs/commission-rules.md#amounts).
/// </summary>
public static class Engine
{
    /// <summary>The number of depths beyond the pay depth that an explanation shows.</summary>
    private const int ExplainBeyond = 1;

    /// <summary>Evaluates an order.</summary>
    /// <param name="snapshot">Chain, tiers, floors and lines as at payment.</param>
    /// <param name="plan">The version in force at payment; null when there was none.</param>
    /// <param name="left">The remaining value of each line after refunds, in the snapshot's line order.</param>
    /// <returns>Every ancestor up to pay depth + 1, for every rule in the plan's order, nearest first.</returns>
    public static IReadOnlyList<Outcome> Evaluate(Snapshot snapshot, PlanContent? plan, IReadOnlyList<long> left)
    {
        if (plan is null)
            return [.. snapshot.Chain.Select((person, i) => Outcome.Nothing("", "", person, i + 1, Reasons.NoPlan))];
        var outcomes = new List<Outcome>();
        var positions = Positions(snapshot, plan);
        foreach (var rule in plan.Rules.Where(rule => rule.IsPaidByOrders))
        {
            if (Bar(rule, plan, snapshot) is { } reason)
            {
                outcomes.AddRange(positions.Select(position => Outcome.Nothing(
                    rule.RuleId, rule.Kind, position.Person, position.Depth, reason)));
                continue;
            }
            var lines = new RuleLines(rule, snapshot.Lines, left, plan.PayDepth);
            outcomes.AddRange(rule.Kind switch
            {
                PlanRule.Differential => DifferentialBonus.Of(lines, positions),
                PlanRule.Peer => PeerBonus.Of(lines, new RuleLines(
                    rule.DifferentialOf(plan.Rules), snapshot.Lines, left, plan.PayDepth), positions),
                _ => LevelBonus.Of(lines, positions),
            });
        }
        return Budgets.Cut(Cap(outcomes, plan, Basis(snapshot.Lines, left)), snapshot.Reserved);
    }

    /// <summary>Peers are found by a differential rule, so that they are paid while that one pays.</summary>
    private static string? Bar(PlanRule rule, PlanContent plan, Snapshot order) => rule.Bar(order)
        ?? (rule.Kind == PlanRule.Peer ? rule.DifferentialOf(plan.Rules).Bar(order) : null);

    /// <summary>The present basis of an order's lines, summed exactly.</summary>
    internal static Exact Basis(IReadOnlyList<SnapshotLine> lines, IReadOnlyList<long> left) =>
        RuleLines.Sum(lines, left, static _ => true);

    /// <summary>
    /// Who stands at which depth: self-purchase puts the buyer at 1, skipping passes over who may not earn.
    /// </summary>
    private static List<Position> Positions(Snapshot snapshot, PlanContent plan)
    {
        var people = new List<SnapshotPerson>(snapshot.Chain.Count + 1);
        var explained = plan.PayDepth + ExplainBeyond;
        if (plan.SelfPurchase == PlanContent.AsDepth1 && snapshot.Buyer.Bar is null)
        {
            people.Add(snapshot.Buyer);
            explained++;
        }
        people.AddRange(snapshot.Chain);

        var positions = new List<Position>(people.Count);
        var depth = 1;
        foreach (var person in people)
        {
            if (depth > explained) break;
            positions.Add(new Position(person, depth));
            if (plan.Compression != PlanContent.Skip || person.Bar is null) depth++;
        }
        return positions;
    }

    /// <summary>Cuts what exceeds the order's cap, the farthest ancestor first, on exact sums.</summary>
    private static List<Outcome> Cap(List<Outcome> outcomes, PlanContent plan, Exact basis)
    {
        var over = outcomes.Aggregate(Exact.Zero, (sum, outcome) => sum + outcome.Share) - basis.Bps(plan.OrderCapBps);
        if (!(over > Exact.Zero)) return outcomes;
        foreach (var i in Enumerable.Range(0, outcomes.Count)
            .OrderByDescending(i => outcomes[i].Depth).ThenByDescending(i => i))
        {
            if (!(over > Exact.Zero)) break;
            if (!(outcomes[i].Share > Exact.Zero)) continue;
            var cut = over > outcomes[i].Share ? outcomes[i].Share : over;
            over -= cut;
            outcomes[i] = outcomes[i].Less(cut);
        }
        return outcomes;
    }
}
