using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Proofs;
using SocialCommerce.Commissions.Terms;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Proofs;

/// <summary>
/// The perpetual rule over whole histories of promotions; the oracle is the same order with the tiers as they were. A
/// failure prints the seed that replays it.
/// </summary>
public class PerpetualProperties
{
    private const int People = 5;

    [Fact]
    public void Level_bonuses_and_a_whole_floor_never_hurt_anybody_however_often_people_climb() => Prop.ForAll(
        (from climb in Climbs
         from rates in Gen.ListOf(Gen.Choose(0, 900), 6)
         from steps in Gen.ListOf(Gen.Choose(0, 1_200), 3)
         from depth in Gen.Choose(1, 2)
         select (climb, plan: Plan([.. rates], [.. steps], depth))).ToArbitrary(),
        found => Harmed(found.plan, found.climb).ShouldBeNull()).Check(RandomOrders.Printed);

    [Fact]
    public void Promotions_in_any_order_end_at_the_same_tiers_and_level_bonuses() => Prop.ForAll(
        (from climb in Climbs
         from rates in Gen.ListOf(Gen.Choose(0, 900), 6)
         from seed in Gen.Choose(0, int.MaxValue)
         select (climb, rates, seed)).ToArbitrary(), found =>
        {
            // The highest tier that each reaches, in the order in which they happen to reach it, and in another.
            var last = found.climb.GroupBy(step => step.Person).Select(steps => steps.Last()).ToList();
            var random = new System.Random(found.seed);
            var (one, other) = (Tiers(last), Tiers([.. last.OrderBy(_ => random.Next())]));
            other.ShouldBe(one);
            var plan = Plan([.. found.rates], [0, 0, 0], 2);
            Incomes(plan, last, last.Count).ShouldBe(
                Incomes(plan, [.. last.OrderBy(_ => random.Next())], last.Count));
        }).Check(RandomOrders.Printed);

    [Fact]
    public void What_is_proved_hurts_nobody_and_a_counter_example_hurts_somebody() => Prop.ForAll(
        (from climb in Climbs
         from rates in Gen.ListOf(Gen.Choose(0, 900), 6)
         from steps in Gen.ListOf(Gen.Choose(0, 1_200), 3)
         from depth in Gen.Elements(1, 1, 1, 2)
         from floor in Gen.Elements(0, 5_000, 10_000, 10_000)
         from peer in Gen.Elements(0, 0, 500)
         from self in Gen.Elements(PlanContent.None, PlanContent.None, PlanContent.AsDepth1)
         select (climb, plan: Plan([.. rates], [.. steps], depth, floor, peer) with { SelfPurchase = self }))
        .ToArbitrary(), found =>
        {
            string[] two = ["T1", "T2"];
            var climb = found.climb.Where(step => step.Rank <= two.Length).ToList();
            var counter = PerpetualProof.Refute(found.plan, two, RepresentativeLines.Of(found.plan.Rules)!);
            if (counter is null) Harmed(found.plan, climb).ShouldBeNull();
            else
            {
                (counter.IncomeAfter[counter.Harmed] < counter.IncomeBefore[counter.Harmed]).ShouldBeTrue();
                // The parts in which the rules are run come to what all of them together pay.
                Whole(found.plan, counter, isAfter: false).ShouldBe(counter.IncomeBefore);
                Whole(found.plan, counter, isAfter: true).ShouldBe(counter.IncomeAfter);
            }
            // Two paid depths take four times as long to enumerate as one, so that they are the rarer case.
        }).Check(RandomOrders.Printed);

    /// <summary>Somebody reaches a tier; 0 is the buyer, 1 the referrer.</summary>
    private sealed record Step(int Person, int Rank);

    private static Gen<List<Step>> Climbs =>
        from steps in Gen.ListOf(
            from person in Gen.Choose(0, People - 1)
            from rank in Gen.Choose(1, 3)
            select new Step(person, rank), 8)
        select Rising(steps);

    private static List<Step> Rising(IEnumerable<Step> steps)
    {
        var ranks = new int[People];
        var rising = new List<Step>();
        foreach (var step in steps.Where(step => step.Rank > ranks[step.Person]))
        {
            ranks[step.Person] = step.Rank;
            rising.Add(step);
        }
        return rising;
    }

    private static PlanContent Plan(int[] rates, int[] steps, int depth, int floorBps = 10_000, int peerBps = 0)
    {
        var level = new PlanRule("level", PlanRule.Level, [.. Enumerable.Range(0, depth * 3).Select(i =>
            new PlanRate($"T{(i % 3) + 1}", rates.Skip(i / 3 * 3).Take((i % 3) + 1).Sum(), (i / 3) + 1))]);
        var differential = Chains.Differential(
            "differential", floorBps, ("T1", steps[0]), ("T2", steps[0] + steps[1]), ("T3", steps.Sum()));
        PlanRule[] peer = peerBps == 0 ? [] : [new PlanRule("peer", PlanRule.Peer, Bps: peerBps)];
        return new PlanContent([level, differential, .. peer], depth, OrderCapBps: int.MaxValue);
    }

    /// <summary>The first promotion after which somebody gets less of the same order; null for none.</summary>
    private static string? Harmed(PlanContent plan, List<Step> climb)
    {
        var before = Incomes(plan, climb, 0);
        for (var done = 1; done <= climb.Count; done++)
        {
            var after = Incomes(plan, climb, done);
            for (var person = 0; person < People; person++)
                if (after[person] < before[person])
                    return $"{climb[done - 1]}: {person} falls from {before[person]} to {after[person]}";
            before = after;
        }
        return null;
    }

    /// <summary>What a counter-example's chain gets by the whole plan at once, before or after the promotion.</summary>
    private static long[] Whole(PlanContent plan, CounterExample found, bool isAfter)
    {
        var chain = found.Before.Select((tier, place) => new SnapshotPerson(
            place, "", isAfter && place == found.Promoted ? found.To : tier,
            Floors: isAfter && place == found.Promoted + 1 && tier is not null
                ? [new Floor(tier, found.Before[found.Promoted])]
                : null)).ToList();
        var incomes = new long[chain.Count];
        var order = new Snapshot(chain[0], [.. chain.Skip(1)], [new SnapshotLine(1, RepresentativeLines.Value, "p")]);
        foreach (var outcome in Engine.Evaluate(order, plan, [RepresentativeLines.Value]))
            incomes[outcome.Person.Key] += outcome.Amount;
        return incomes;
    }

    /// <summary>What everybody gets of an order after so many promotions, floors from the histories.</summary>
    private static long[] Incomes(PlanContent plan, List<Step> climb, int done)
    {
        var histories = Enumerable.Range(0, People).Select(person => History(person, climb, done)).ToArray();
        var chain = Enumerable.Range(0, People).Select(person => new SnapshotPerson(
            person, "", histories[person].Entries.LastOrDefault()?.Tier, Floors: person == 0
                ? null
                : Floors.Of(histories[person], histories[person - 1], new BindingRef(DateTimeOffset.UnixEpoch, "0"))));
        var snapshot = new Snapshot(
            chain.First(), [.. chain.Skip(1)], [new SnapshotLine(1, RepresentativeLines.Value, "p")]);
        var incomes = new long[People];
        foreach (var outcome in Engine.Evaluate(snapshot, plan, [RepresentativeLines.Value]))
            incomes[outcome.Person.Key] += outcome.Amount;
        return incomes;
    }

    private static KnownHistory History(int person, List<Step> climb, int done)
    {
        var entries = climb.Take(done).Select((step, i) => (step, i)).Where(found => found.step.Person == person)
            .Select(found => new HistoryEntry(
                person, found.i + 1, $"T{found.step.Rank}", true, null, DateTimeOffset.UnixEpoch.AddDays(found.i),
                (found.i + 1).ToString(CultureInfo.InvariantCulture)))
            .ToList();
        return new KnownHistory(entries, long.MaxValue);
    }

    private static string?[] Tiers(List<Step> climb) =>
        [.. Enumerable.Range(0, People).Select(person =>
            History(person, climb, climb.Count).Entries.LastOrDefault()?.Tier)];
}
