using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Proofs;

/// <summary>
/// The most that a plan can pay for an order, by enumeration through the engine: over every kind of line, every
/// assignment of tiers to the ancestors who may be paid, with the highest floors or none, and whichever rules pay at
/// the same time (docs/commission-rules.md#proof-and-guard-at-publishing). Budgets are taken for whole. Amounts per
/// unit know no bound by basis; the order's cap cuts them when the order is paid.
/// </summary>
internal static class WorstCase
{
    /// <summary>The most times that rules are run.</summary>
    public const int MaxRuns = 500_000;

    private static readonly SnapshotPerson Nobody = new(0, "");

    /// <summary>The error for a plan whose worst payout takes too long to find.</summary>
    public static ConfigError TooLarge => new(
        "rules", "PLAN_TOO_LARGE", $"The worst payout of this plan takes more than {MaxRuns} runs of its rules "
            + "to find: fewer tiers, depths, rules or limits, please.");

    /// <summary>The error for a plan that pays more than its cap.</summary>
    public static ConfigError AboveCap(WorstPayout worst, PlanContent plan) => new(
        "rules", "RATES_ABOVE_CAP",
        $"The rules can pay {worst.Bps} basis points for one order ({worst}); orderCapBps is {plan.OrderCapBps}.");

    private static readonly Proved<WorstPayout?> Kept = new();

    /// <summary>The worst payout; null when it would take more than <see cref="MaxRuns"/> runs of its rules.</summary>
    public static WorstPayout? Of(PlanContent content) => Until(content, CancellationToken.None);

    /// <summary>The same, unless the request for it ends before.</summary>
    public static WorstPayout? Until(PlanContent content, CancellationToken cancel) =>
        Kept.Get(content, () => Find(content.ForOrders, cancel));

    private static WorstPayout? Find(PlanContent plan, CancellationToken cancel)
    {
        if (plan.Rules.Count == 0) return Worst([]);
        var uncapped = plan with { OrderCapBps = int.MaxValue };
        string[] tiers = [.. plan.Rules.SelectMany(rule => rule.Rates ?? []).Select(rate => rate.Tier).Distinct()];
        var standings = Standings(tiers, plan.HasFloors);
        // The level bonus of one ancestor depends on no other: the best tier at each depth is found by itself.
        var apart = plan.Rules.All(rule => rule.Kind == PlanRule.Level);
        var kinds = RepresentativeLines.Of(plan.Rules);
        var chains = apart ? standings.Count : Math.Pow(standings.Count, plan.PayDepth);
        var moments = Moments(plan);
        if (kinds is null || chains * kinds.Count * moments.Count * plan.Rules.Count > MaxRuns) return null;
        var orders = from line in kinds from moment in moments select new Snapshot(Nobody, [], [line], moment);
        return orders
            .Select(order => apart
                ? BestOfEach(uncapped, standings, order, cancel)
                : BestOfAll(uncapped, standings, order, cancel))
            .MaxBy(worst => worst.Parts)!;
    }

    /// <summary>A time for every set of rules that pay together: before all dates, and at each date.</summary>
    private static List<DateTimeOffset?> Moments(PlanContent plan) => plan.HasDates
        ? [
            DateTimeOffset.MinValue,
            .. plan.Rules.SelectMany(rule => new[] { rule.From, rule.Until }).Distinct()
                .Where(date => date is not null),
        ]
        : [null];

    /// <summary>No tier, and each tier with the highest floor and without one.</summary>
    private static List<SnapshotPerson> Standings(string[] tiers, bool floors)
    {
        var standings = new List<SnapshotPerson> { Nobody };
        foreach (var tier in tiers)
        {
            standings.Add(new SnapshotPerson(0, "", tier));
            if (floors) standings.Add(new SnapshotPerson(0, "", tier, Floors: [new Floor(tier)]));
        }
        return standings;
    }

    private static WorstPayout BestOfEach(
        PlanContent plan, List<SnapshotPerson> standings, Snapshot order, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var best = standings.SelectMany(person => Pay(plan, [.. Enumerable.Repeat(person, plan.PayDepth)], order))
            .GroupBy(outcome => (outcome.Depth, outcome.Person))
            .GroupBy(person => person.Key.Depth)
            .SelectMany(depth => depth.MaxBy(person => person.Sum(outcome => outcome.Amount))!);
        return Worst([.. best]);
    }

    private static WorstPayout BestOfAll(
        PlanContent plan, List<SnapshotPerson> standings, Snapshot order, CancellationToken cancel) =>
        Assignments.Of(plan.PayDepth, standings.Count, cancel)
            .Select(chain => Worst(Pay(plan, [.. chain.Select(i => standings[i])], order)))
            .MaxBy(worst => worst.Parts)!;

    private static IReadOnlyList<Outcome> Pay(PlanContent plan, SnapshotPerson[] chain, Snapshot order) =>
        Engine.Evaluate(order with { Chain = chain }, plan, [RepresentativeLines.Value]);

    private static WorstPayout Worst(IReadOnlyList<Outcome> outcomes) =>
        new(outcomes.Sum(outcome => outcome.Amount), outcomes);
}
