using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Calculation;

/// <summary>The differential bonus, by hand.</summary>
public class DifferentialBonusTests
{
    [Fact]
    public void The_worked_example_adds_up_to_the_highest_rate_of_the_whole()
    {
        // C(2,000) = 201, so B 201; C(3,000) = round(301.5) = 302, so A 101; together 302.
        var order = Chains.Of(["T2", "T3"], 1_005);
        Chains.Paid(order, Chains.Climbing(), 1_005).ShouldBe([(1, 201), (2, 101)]);
        Chains.Paid(order, Chains.Climbing(), 1_003).ShouldBe([(1, 201), (2, 100)], "200.6 and 300.9");
        Chains.Paid(order, Chains.Climbing(), 0).ShouldBeEmpty();
    }

    [Fact]
    public void Three_are_paid_the_differences_and_nobody_for_less_than_was_taken_below()
    {
        var plan = Chains.Climbing() with { PayDepth = 4 };
        Chains.Paid(Chains.Of(["T1", "T2", "T3"], 100_000), plan, 100_000)
            .ShouldBe([(1, 10_000), (2, 10_000), (3, 10_000)]);
        Chains.Reasons(Chains.Of(["T2", "T1", "T2", "T3"], 100_000), plan, 100_000).ShouldBe(
            [(1, 1, null), (2, 2, Reasons.TakenBelow), (3, 3, Reasons.TakenBelow), (4, 4, null)]);
        Chains.Paid(Chains.Of(["T1", "T1", "T3"], 100_000), plan, 100_000).ShouldBe([(1, 10_000), (3, 20_000)]);
    }

    [Fact]
    public void Who_may_not_earn_and_who_stands_too_far_away_change_nothing()
    {
        Chains.Reasons(Chains.Of(["T3!", "", "T3"], 100_000), Chains.Climbing() with { PayDepth = 3 }, 100_000)
            .ShouldBe([(1, 1, Reasons.Inactive), (2, 2, Reasons.NoTier), (3, 3, null)]);
        Chains.Paid(Chains.Of(["T3!", "T1"], 100_000), Chains.Climbing(), 100_000).ShouldBe([(2, 10_000)]);
        Chains.Paid(Chains.Of(["", "", "T3"], 100_000), Chains.Climbing(), 100_000).ShouldBeEmpty();
        Chains.Reasons(Chains.Of(["T9", "T1"], 100_000), Chains.Climbing(), 100_000)
            .ShouldBe([(1, 1, Reasons.NoRate), (2, 2, null)]);
    }

    [Fact]
    public void The_buyers_own_tier_counts_as_nothing_unless_own_purchases_are_paid()
    {
        var order = Chains.Of(["T2", "T3"], 100_000) with { Buyer = Chains.Person(100, "T1") };
        Chains.Paid(order, Chains.Climbing(), 100_000).ShouldBe([(1, 20_000), (2, 10_000)]);
        Chains.Paid(order, Chains.Climbing() with { SelfPurchase = PlanContent.AsDepth1 }, 100_000)
            .ShouldBe([(100, 10_000), (1, 10_000)]);
    }

    [Theory]
    [InlineData(10_000, 20_000)]
    [InlineData(5_000, 10_000)]
    [InlineData(2_500, 5_000)]
    [InlineData(0, 0)]
    public void Over_a_promoted_downline_the_floor_is_kept(int floorBps, long kept)
    {
        // A (T3) stood 20 % above B (T1), who is now T3 as well.
        var order = Over(Chains.Of(["T3", "T3"], 100_000), new Floor("T3", "T1"));
        var paid = Chains.Paid(order, Chains.Climbing(floorBps), 100_000);
        paid[0].ShouldBe((1, 30_000));
        paid.Skip(1).Sum(one => one.Amount).ShouldBe(kept);
    }

    [Fact]
    public void The_largest_floor_counts_and_at_most_the_own_rate()
    {
        var floors = new[] { new Floor("T1"), new Floor("T3", "T2"), new Floor("T3", "T1") };
        Chains.Paid(Over(Chains.Of(["T3", "T3"], 100_000), floors), Chains.Climbing(10_000), 100_000)
            .ShouldBe([(1, 30_000), (2, 20_000)]);
        Chains.Paid(Over(Chains.Of(["T3", "T1"], 100_000), floors), Chains.Climbing(10_000), 100_000)
            .ShouldBe([(1, 30_000), (2, 10_000)]);
        Chains.Paid(Over(Chains.Of(["T3", ""], 100_000), floors), Chains.Climbing(10_000), 100_000)
            .ShouldBe([(1, 30_000)]);
    }

    [Fact]
    public void The_share_is_the_larger_of_difference_and_floor_each_rounded_by_itself()
    {
        // Own 30 %, taken 10 %: round(301.5) − round(100.5) = 302 − 100 = 202; the floor of 20 % is 201.
        var order = Over(Chains.Of(["T1", "T3"], 1_005), new Floor("T3", "T1"));
        Chains.Paid(order, Chains.Climbing(10_000), 1_005).ShouldBe([(1, 100), (2, 202)]);
        Chains.Paid(Over(Chains.Of(["T2", "T3"], 1_005), new Floor("T3", "T1")), Chains.Climbing(10_000), 1_005)
            .ShouldBe([(1, 201), (2, 201)]);
    }

    [Fact]
    public void The_farthest_is_cut_when_floors_and_other_rules_exceed_the_cap()
    {
        var order = Over(Chains.Of(["T3", "T3"], 1_000), new Floor("T3"));
        var plan = Chains.Climbing(10_000) with { OrderCapBps = 4_005 };
        Chains.Paid(order, plan, 1_000).ShouldBe([(1, 300), (2, 100)], "100.5 of 300 are left");
        var two = plan with { Rules = [Chains.Rule("level", (1, "T3", 500)), .. plan.Rules], OrderCapBps = 3_200 };
        Engine.Evaluate(order, two, [1_000]).Select(o => (o.Person.Key, o.Rule, o.Amount, o.Reason)).ShouldBe(
        [
            (1, "level", 50, null), (2, "level", 0, Reasons.NoRate), (1, "differential", 270, Reasons.CapReached),
            (2, "differential", 0, Reasons.CapReached),
        ]);
    }

    [Fact]
    public void A_share_may_become_positive_by_a_refund_alone()
    {
        var plan = new PlanContent([Chains.Differential("d", 0, ("T1", 1000), ("T2", 1100))]);
        var order = Chains.Of(["T1", "T2"], 15);
        Chains.Paid(order, plan, 15).ShouldBe([(1, 2)], "1.5 → 2, 1.65 → 2");
        Chains.Paid(order, plan, 14).ShouldBe([(1, 1), (2, 1)], "1.4 → 1, 1.54 → 2");
        AccrualNet first = new(7, "d", PlanRule.Differential, 1, "c1", 1, "T1", 2, 2);
        var changes = Reversal.Of([first], Engine.Evaluate(order, plan, [14]));
        changes.Select(change => (change.Accrual.BeneficiaryKey, change.Difference, change.IsNew))
            .ShouldBe([(1, -1, false), (2, 1, true)]);
    }

    private static Snapshot Over(Snapshot order, params Floor[] floors) => order with
    {
        Chain = [order.Chain[0], order.Chain[1] with { Floors = floors }],
    };
}
