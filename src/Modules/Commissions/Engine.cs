namespace SocialCommerce.Commissions;

/// <summary>
/// The one engine: order × snapshot × plan version → what everybody gets, or why not. Pure; accrual, refunds,
/// explanation, simulation and the integrity check all call it (commission.md §2, §3).
/// </summary>
public static class Engine
{
    /// <summary>How far beyond the pay depth an explanation goes.</summary>
    private const int ExplainBeyond = 1;

    /// <summary>Evaluates an order.</summary>
    /// <param name="snapshot">Chain, tiers and lines as at payment.</param>
    /// <param name="plan">The version in force at payment; null when there was none.</param>
    /// <param name="left">What is left of each line's value after refunds, in the snapshot's line order.</param>
    /// <returns>Every ancestor up to pay depth + 1, for every rule, nearest first.</returns>
    public static IReadOnlyList<Outcome> Evaluate(Snapshot snapshot, PlanContent? plan, IReadOnlyList<long> left)
    {
        if (plan is null)
            return [.. snapshot.Chain.Select((person, i) => Outcome.Nothing("", "", person, i + 1, Reasons.NoPlan))];
        var outcomes = new List<Outcome>();
        var positions = Positions(snapshot, plan);
        foreach (var rule in plan.Rules) outcomes.AddRange(Level(rule, snapshot, plan, positions, left));
        return Cap(outcomes, plan, Base(snapshot.Lines, left, static _ => true));
    }

    /// <summary>What each line is worth to commission now, summed exactly: basis × left ÷ value.</summary>
    internal static Exact Base(
        IReadOnlyList<SnapshotLine> lines, IReadOnlyList<long> left, Func<SnapshotLine, bool> takes)
    {
        long whole = 0;
        var sum = Exact.Zero;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (!takes(line)) continue;
            if (line.Basis is not { } basis) whole += left[i];
            else if (line.Value > 0) sum += new Exact((System.Numerics.BigInteger)basis * left[i], line.Value);
        }
        return sum + whole;
    }

    /// <summary>
    /// Who stands at which depth: self-purchase puts the buyer at 1, skipping passes over who may not earn.
    /// </summary>
    private static List<(SnapshotPerson Person, int Depth)> Positions(Snapshot snapshot, PlanContent plan)
    {
        var people = new List<SnapshotPerson>(snapshot.Chain.Count + 1);
        if (plan.SelfPurchase == PlanContent.AsDepth1 && snapshot.Buyer.Bar is null) people.Add(snapshot.Buyer);
        people.AddRange(snapshot.Chain);

        var positions = new List<(SnapshotPerson, int)>(people.Count);
        var depth = 1;
        foreach (var person in people)
        {
            if (depth > plan.PayDepth + ExplainBeyond) break;
            positions.Add((person, depth));
            if (plan.Compression != PlanContent.Skip || person.Bar is null) depth++;
        }
        return positions;
    }

    private static IEnumerable<Outcome> Level(
        PlanRule rule, Snapshot snapshot, PlanContent plan, List<(SnapshotPerson, int)> positions,
        IReadOnlyList<long> left)
    {
        var worth = Base(snapshot.Lines, left, rule.Takes);
        var takesAny = snapshot.Lines.Any(rule.Takes);
        foreach (var (person, depth) in positions)
        {
            var rate = rule.Rates.FirstOrDefault(rate => rate.Depth == depth && rate.Tier == person.Tier);
            var reason = depth > plan.PayDepth ? Reasons.BeyondPayDepth
                : person.Bar
                ?? (!takesAny ? Reasons.ProductExcluded
                    : worth.Numerator.IsZero ? Reasons.ZeroBase
                    : rate is null ? Reasons.NoRate : null);
            yield return reason is not null
                ? Outcome.Nothing(rule.RuleId, rule.Kind, person, depth, reason)
                : new Outcome(rule.RuleId, rule.Kind, person, depth, rate!.Bps, worth, worth.Bps(rate.Bps), null);
        }
    }

    /// <summary>Cuts what exceeds the order's cap, the farthest ancestor first, on exact sums.</summary>
    private static List<Outcome> Cap(List<Outcome> outcomes, PlanContent plan, Exact worth)
    {
        var over = outcomes.Aggregate(Exact.Zero, (sum, outcome) => sum + outcome.Share) - worth.Bps(plan.OrderCapBps);
        foreach (var i in Enumerable.Range(0, outcomes.Count)
            .OrderByDescending(i => outcomes[i].Depth).ThenByDescending(i => i))
        {
            if (!(over > Exact.Zero)) break;
            if (!(outcomes[i].Share > Exact.Zero)) continue;
            var cut = over > outcomes[i].Share ? outcomes[i].Share : over;
            over -= cut;
            outcomes[i] = outcomes[i] with { Share = outcomes[i].Share - cut, Reason = Reasons.CapReached };
        }
        return outcomes;
    }
}

/// <summary>What one person gets from one rule of one order, or why nothing.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Kind">The bonus kind.</param>
/// <param name="Person">The ancestor, as in the snapshot.</param>
/// <param name="Depth">1 for the buyer's referrer (or for the buyer, where own purchases pay).</param>
/// <param name="Bps">The rate.</param>
/// <param name="Basis">What the rate applies to, exact.</param>
/// <param name="Share">The share before rounding.</param>
/// <param name="Reason">Why it is nothing, or less than the rate says; one of <see cref="Reasons"/>.</param>
public sealed record Outcome(
    string Rule, string Kind, SnapshotPerson Person, int Depth, int Bps, Exact Basis, Exact Share, string? Reason)
{
    /// <summary>The share in minor units, rounded half to even.</summary>
    public long Amount => Share.Round();

    internal static Outcome Nothing(string rule, string kind, SnapshotPerson person, int depth, string reason) =>
        new(rule, kind, person, depth, 0, Exact.Zero, Exact.Zero, reason);
}
