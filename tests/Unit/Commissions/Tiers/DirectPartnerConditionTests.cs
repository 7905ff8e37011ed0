using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions.Compliance;
using SocialCommerce.Commissions.Tiers;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Tiers;

/// <summary>Tiers that count direct partners.</summary>
public sealed class DirectPartnerConditionTests
{
    private const int People = 7;
    private static readonly Condition Spend = new(Metric: Metrics.OwnNetSpend, AtLeast: 10);

    private static readonly PartnerTier[] Tiers =
        [new("T1", "One", Spend), new("T2", "Two", Partners(2, "T1")), new("T3", "Three", Partners(1, "T2"))];

    [Fact]
    public void Who_holds_a_higher_tier_counts_for_the_lower_one_and_nobody_twice()
    {
        var counts = new PartnerCounts(
            Tiers, [new(1, "T1", 0), new(1, "T2", 0), new(1, PartnerCounts.AnyTier, 0)], [new(3, "T2")]);
        counts.Add(Up(2, "T3"));
        counts.Of(1).ShouldBe(new Dictionary<string, long> { ["T1"] = 1, ["T2"] = 1, [""] = 1 }, ignoreOrder: true);
        counts.Add(Up(3, "T3"));
        counts.Of(1)!["T2"].ShouldBe(1, "has held it before");
        counts.Add(Up(4, "T1"));
        counts.Add(Up(4, "T2"));
        counts.Of(1).ShouldBe(new Dictionary<string, long> { ["T1"] = 2, ["T2"] = 2, [""] = 2 }, ignoreOrder: true);
        counts.Of(2).ShouldBeNull();
    }

    [Fact]
    public void Only_what_is_above_the_present_tier_asks_for_counts()
    {
        PartnerCounts.Asked(Tiers, null).ShouldBe(["T1", "T2"]);
        PartnerCounts.Asked(Tiers, "T2").ShouldBe(["T2"]);
        PartnerCounts.Asked(Tiers, "T3").ShouldBeEmpty();
        PartnerCounts.Asked([new("T1", "One", Spend), new("T2", "Two", Partners(1, null))], "T1")
            .ShouldBe([PartnerCounts.AnyTier]);
    }

    [Theory]
    [InlineData(0, "T1", 1, "[0].conditions.tier TIER_NOT_LOWER")]
    [InlineData(0, null, 1, "[0].conditions.tier TIER_NOT_LOWER")]
    [InlineData(1, "T2", 1, "[1].conditions.tier TIER_NOT_LOWER")]
    [InlineData(1, "T3", 1, "[1].conditions.tier TIER_NOT_LOWER")]
    [InlineData(1, "T9", 1, "[1].conditions.tier TIER_UNKNOWN")]
    [InlineData(1, "", 1, "[1].conditions.tier TIER_UNKNOWN")]
    [InlineData(1, "T1", 0, "[1].conditions.atLeast OUT_OF_RANGE")]
    [InlineData(2, "T2", 1_001, "[2].conditions.atLeast OUT_OF_RANGE")]
    [InlineData(2, null, 1_000, null)]
    public void What_no_count_can_ask_for_has_its_place(int rank, string? counted, long atLeast, string? fault)
    {
        var tiers = Tiers.ToArray();
        tiers[rank] = tiers[rank] with { Conditions = Partners(atLeast, counted) };
        Faults(tiers).ShouldBe(fault is null ? [] : [fault]);
    }

    [Fact]
    public void A_tier_belongs_to_the_metric_that_counts_partners()
    {
        Faults([Tiers[0] with { Conditions = Spend with { Tier = "T1" } }])
            .ShouldBe(["[0].conditions.tier NOT_APPLICABLE"]);
        Faults([Tiers[0] with { Conditions = new(All: [Spend], Tier: "T1") }])
            .ShouldBe(["[0].conditions NOT_APPLICABLE"]);
        Faults([Tiers[0], Tiers[1] with { Conditions = new(All: [Spend, new(Any: [Partners(1, "T2"), Spend])]) }])
            .ShouldBe(["[1].conditions.all[1].any[0].tier TIER_NOT_LOWER"]);
        Faults([Tiers[0], Tiers[1] with { Conditions = new(Metric: Metrics.DirectPartners) }])
            .ShouldBe(["[1].conditions.atLeast REQUIRED"]);
    }

    [Theory]
    [InlineData("CN", "refuse", "flag")]
    [InlineData("US", "flag", "info")]
    [InlineData("EU", "flag", "info")]
    [InlineData("custom", "flag", null)]
    public void Recruits_as_a_qualification_are_found_the_worse_where_nothing_else_leads_there(
        string jurisdiction, string only, string? among)
    {
        var exam = new Condition(Metric: Metrics.Training, Training: "exam");
        Found(new(All: [exam, Partners(2, "T1")])).ShouldBe([$"G05 {only} #/tiers/1/conditions/all/1"]);
        Found(new(Any: [exam, Partners(2, "T1")]))
            .ShouldBe(among is null ? [] : [$"G05 {among} #/tiers/1/conditions/any/1"]);

        string[] Found(Condition condition) =>
        [
            .. Guard.Lint([new("T1", "One", exam), new("T2", "Two", condition)], GuardCatalogue.Shipped,
                    GuardCatalogue.Shipped.InForce(jurisdiction, DateTimeOffset.UnixEpoch))
                .Select(finding => $"{finding.RuleId} {finding.Severity} {finding.Path}"),
        ];
    }

    /// <summary>
    /// Facts of a small tree (bindings, orders, approvals) as the flows tell them, in two orders: everybody ends at the
    /// tier that an independent look at the whole tree gives.
    /// </summary>
    [Fact]
    public void In_whatever_order_facts_arrive_everybody_ends_at_the_same_tier() => Prop.ForAll(
        Cases().ToArbitrary(),
        found =>
        {
            var due = new Tree(found.Tiers).Tell(found.Facts).Whole();
            new Tree(found.Tiers).Tell(found.Facts).Held.ShouldBe(due);
            new Tree(found.Tiers).Tell(found.Shuffled).Held.ShouldBe(due);
        }).Check(RandomOrders.Printed);

    [Fact]
    public void The_cases_reach_far_up()
    {
        var held = Gen.Sample(Cases(), 500, 50)
            .SelectMany(found => new Tree(found.Tiers).Tell(found.Facts).Held).ToList();
        foreach (var tier in new[] { "T1", "T2", "T3", "T4" }) held.Count(one => one == tier).ShouldBeGreaterThan(50);
    }

    private sealed record Case(PartnerTier[] Tiers, Fact[] Facts, Fact[] Shuffled);

    private static Gen<Case> Cases() =>
        from conditions in Gen.CollectToArray(Enumerable.Range(0, 4).Select(rank => Conditions(rank, 2)))
        from parents in Gen.CollectToArray(Enumerable.Range(1, People - 1).Select(child => Gen.Choose(0, child - 1)))
        from others in (from who in Gen.Choose(0, People - 1)
                        from spent in Gen.Choose(0, 3)
                        select new Fact(who, Spent: spent)).ArrayOf(10)
        let bindings = parents.Select((parent, i) => new Fact(i + 1, Parent: parent))
        from facts in Gen.Shuffle<Fact>([.. bindings, .. others])
        from shuffled in Gen.Shuffle(facts)
        select new Case(
            [.. conditions.Select((condition, i) => new PartnerTier($"T{i + 1}", "A tier", condition))], facts,
            shuffled);

    /// <summary>Conditions that a binding moves by partners alone: sales of a team wait for an order.</summary>
    private static Gen<Condition> Conditions(int rank, int depth)
    {
        var own = Gen.Choose(1, 4).Select(least => new Condition(Metric: Metrics.OwnNetSpend, AtLeast: least));
        var approval = Gen.Constant(new Condition(Metric: Metrics.Approval));
        var partners = from least in Gen.Choose(1, 2)
                       from counted in Gen.Choose(0, rank)
                       select Partners(least, counted == 0 ? null : $"T{counted}");
        var leaf = rank == 0 ? Gen.OneOf(own, approval) : Gen.OneOf(own, approval, partners, partners);
        if (depth == 0) return leaf;
        var list = Gen.Choose(1, 2).SelectMany(count => Conditions(rank, depth - 1).ArrayOf(count));
        return Gen.OneOf(
            leaf, list.Select(all => new Condition(All: all)), list.Select(any => new Condition(Any: any)));
    }

    private static Condition Partners(long atLeast, string? tier) =>
        new(Metric: Metrics.DirectPartners, AtLeast: atLeast, Tier: tier);

    private static Promotion Up(long key, string tier) => new(key, "", null, tier, 0, 1);

    private static string[] Faults(PartnerTier[] tiers) =>
        [.. TierValidation.Faults(tiers).Select(error => $"{error.Path} {error.Code}")];
}
