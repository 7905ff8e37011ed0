using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Partners;
using SocialCommerce.Commissions.Simulations;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Backtests;

/// <summary>Tiers as a list would have given them; a failure prints the seed that backtests it.</summary>
public class ReevaluationTests
{
    private const int People = 8;

    private static readonly DateTimeOffset From = DateTimeOffset.UnixEpoch.AddDays(10);

    [Fact]
    public void People_begin_with_the_tiers_that_they_held_and_one_that_the_list_does_not_have_is_none()
    {
        var scratch = new TierSimulation(Spend(100, 200), From, [Entry(1, 1, "T1"), Entry(2, 2, "old")]);
        Tiers(scratch, From).ShouldBe(["T1", null]);
        scratch.Take(Sold(2, 1, 100));
        scratch.Take(Sold(1, 2, 199));
        Tiers(scratch, From.AddDays(2)).ShouldBe(["T1", "T1"]);
        scratch.Take(Sold(1, 3, 1));
        Tiers(scratch, From.AddDays(2)).ShouldBe(["T1", "T1"], "recorded a day later");
        Tiers(scratch, From.AddDays(3)).ShouldBe(["T2", "T1"]);
        scratch.Holders().ShouldBe(new Dictionary<string, long> { ["T1"] = 1, ["T2"] = 1 }, ignoreOrder: true);
    }

    [Fact]
    public void What_was_paid_before_counts_with_the_next_order_and_promotes_nobody_by_itself()
    {
        var scratch = new TierSimulation(Spend(100, 200), From, []);
        scratch.Take(Sold(1, -5, 150));
        Tiers(scratch, From).ShouldBe([null, null]);
        scratch.Take(Sold(1, 1, 50) with { Kind = PartnerEventKind.Refunded, Minor = -50 });
        Tiers(scratch, From.AddDays(1)).ShouldBe(["T1", null], "what is left is enough");
    }

    [Fact]
    public void Who_is_suspended_climbs_when_it_ends_and_who_resigned_begins_anew()
    {
        var scratch = new TierSimulation(Spend(100, 200), From, [Entry(1, 1, "T1")]);
        scratch.Take(Decided(1, 1, Partnership.Suspended));
        scratch.Take(Sold(1, 2, 200));
        Tiers(scratch, From.AddDays(2)).ShouldBe(["T1", null]);
        Person(scratch, 2).Active.ShouldBeFalse();
        scratch.Take(Decided(1, 3, Partnership.Reactivated));
        Tiers(scratch, From.AddDays(3)).ShouldBe(["T2", null]);
        scratch.Take(Decided(1, 4, Partnership.Resigned));
        Tiers(scratch, From.AddDays(4)).ShouldBe([null, null]);
        scratch.Take(Decided(1, 5, Partnership.Reactivated));
        Tiers(scratch, From.AddDays(5)).ShouldBe(["T2", null]);
    }

    [Fact]
    public void A_promotion_leaves_the_floor_of_the_tiers_before_it()
    {
        var scratch = new TierSimulation(Spend(100, 200), From, [Entry(2, 1, "T2")]);
        scratch.Take(new PartnerEvent(PartnerEventKind.Bound, 1, From.AddDays(-9), 1, null, 2, Word: "700"));
        scratch.Take(Sold(1, 1, 100));
        scratch.Take(Sold(1, 2, 100));
        var snapshot = scratch.Of(Order(1, 2), From.AddDays(2), true);
        snapshot.Chain[0].Floors.ShouldBe([new Floor("T2"), new Floor("T2", "T1")]);
        scratch.Of(Order(1, 2), From.AddDays(1), true).Chain[0].Floors.ShouldBe([new Floor("T2")]);
        scratch.Of(Order(1, 2), From.AddDays(2), false).Chain[0].Floors.ShouldBeNull();
    }

    [Fact]
    public void Direct_partners_are_counted_level_by_level_as_the_flows_count_them()
    {
        PartnerTier[] tiers = [Own("T1", 100), Partners("T2", "T1"), Partners("T3", "T2"), Partners("T4", "T3")];
        var scratch = new TierSimulation(tiers, From, []);
        for (var key = 1; key < People; key++)
            scratch.Take(new PartnerEvent(PartnerEventKind.Bound, key, From, 1, null, key + 1, Word: "700"));
        scratch.Take(Sold(1, 1, 100));
        Enumerable.Range(1, 6).Select(key => Person(scratch, 1, key).Tier)
            .ShouldBe(["T1", "T2", "T3", "T4", "T4", "T4"]);
    }

    [Fact]
    public void Conditions_that_ask_for_less_leave_nobody_lower() => Prop.ForAll(
        Histories.ToArbitrary(), found =>
        {
            var (one, less) =
                (new TierSimulation(found.Tiers, From, []), new TierSimulation(Less(found.Tiers), From, []));
            foreach (var next in found.Happened)
            {
                one.Take(next);
                less.Take(next);
            }
            for (var key = 1; key <= People; key++)
                TierRules.RankOf(found.Tiers, Person(less, 99, key).Tier)
                    .ShouldBeGreaterThanOrEqualTo(TierRules.RankOf(found.Tiers, Person(one, 99, key).Tier));
        }).Check(RandomOrders.Printed);

    private static Gen<(PartnerTier[] Tiers, List<PartnerEvent> Happened)> Histories =>
        from conditions in Gen.ListOf(Leaf, 3)
        from happened in Gen.ListOf(Any, 30)
        select (conditions.Select((one, i) => new PartnerTier($"T{i + 1}", "", one)).ToArray(), Possible(happened));

    private static Gen<Condition> Leaf =>
        from metric in Gen.Elements(Metrics.OwnNetSpend, Metrics.DirectBuyers, Metrics.TeamNetSales, Metrics.Approval)
        from least in Gen.Choose(1, 400)
        select new Condition(Metric: metric, AtLeast: metric == Metrics.DirectBuyers ? least / 100 : least, Depth: 3);

    private static Gen<PartnerEvent> Any =>
        from key in Gen.Choose(1, People)
        from day in Gen.Choose(-1, 1)
        from kind in Gen.Frequency((5, Gen.Constant(PartnerEventKind.Sold)), (3, Gen.Constant(PartnerEventKind.Bound)),
            (2, Gen.Constant(PartnerEventKind.Refunded)), (1, Gen.Constant(PartnerEventKind.Approved)))
        from minor in Gen.Choose(0, 300)
        from above in Gen.Choose(1, People)
        select new PartnerEvent(
            kind, key, From.AddDays(day), 1, 1, kind == PartnerEventKind.Bound ? above : null,
            kind == PartnerEventKind.Refunded ? -minor : minor, "700");

    /// <summary>In time, everybody bound once at most, and to somebody of a higher key.</summary>
    private static List<PartnerEvent> Possible(IEnumerable<PartnerEvent> happened)
    {
        var bound = new HashSet<long>();
        return [.. happened.OrderBy(one => one.At).Where(one =>
            one.Kind != PartnerEventKind.Bound || (one.ReferrerKey > one.Key && bound.Add(one.Key)))];
    }

    private static PartnerTier[] Less(PartnerTier[] tiers) => [.. tiers.Select(tier => tier with
    {
        Conditions = tier.Conditions! with { AtLeast = tier.Conditions.AtLeast / 2 },
    })];

    private static PartnerTier[] Spend(params long[] least) =>
        [.. least.Select((amount, i) => Own($"T{i + 1}", amount))];

    private static PartnerTier Own(string id, long least) =>
        new(id, id, new Condition(Metric: Metrics.OwnNetSpend, AtLeast: least));

    private static PartnerTier Partners(string id, string below) =>
        new(id, id, new Condition(Metric: Metrics.DirectPartners, AtLeast: 1, Tier: below));

    private static HistoryEntry Entry(long key, long seq, string tier) =>
        new(key, seq, tier, true, null, From.AddDays(-1), "800");

    private static PartnerEvent Sold(long key, int day, long minor) =>
        new(PartnerEventKind.Sold, key, From.AddDays(day), 1, day, null, minor);

    private static PartnerEvent Decided(long key, int day, string cause) =>
        new(PartnerEventKind.Decided, key, From.AddDays(day), 1, Word: cause);

    private static Snapshot Order(params long[] people) => new(
        new SnapshotPerson(people[0], ""), [.. people.Skip(1).Select(key => new SnapshotPerson(key, ""))], []);

    private static SnapshotPerson Person(TierSimulation scratch, int day, long key = 1) =>
        scratch.Of(Order(key), From.AddDays(day), false).Buyer;

    private static string?[] Tiers(TierSimulation scratch, DateTimeOffset at) =>
        [.. scratch.Of(Order(1, 2), at, false).People.Select(person => person.Tier)];
}
