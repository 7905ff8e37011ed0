using Shouldly;
using SocialCommerce.Commissions.Terms;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Calculation;

/// <summary>The level bonus, by hand.</summary>
public class LevelBonusTests
{
    [Fact]
    public void The_worked_example_and_its_refunds()
    {
        var order = Chains.Of(["T1", "T3"], 9_995, 10);
        Chains.Paid(order, Chains.Plan, 9_995, 10).ShouldBe([(1, 1_000), (2, 800)]);
        Chains.Paid(order, Chains.Plan, 9_995, 0).ShouldBe([(1, 1_000), (2, 800)]);
        Chains.Paid(order, Chains.Plan, 0, 0).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(15, 2)]
    [InlineData(25, 2)]
    [InlineData(35, 4)]
    [InlineData(26, 3)]
    [InlineData(24, 2)]
    public void Halves_are_rounded_to_the_even_penny(long value, long tenPercent) =>
        Chains.Paid(Chains.Of(["T1"], value), Chains.Plan, value).Sum(paid => paid.Amount).ShouldBe(tenPercent);

    [Fact]
    public void Beyond_the_pay_depth_nobody_is_paid_and_one_more_is_explained()
    {
        var order = Chains.Of(["T1", "T1", "T3", "T3"], 1_000);
        Chains.Reasons(order, Chains.Plan, 1_000).ShouldBe(
            [(1, 1, null), (2, 2, null), (3, 3, Reasons.BeyondPayDepth)]);
        var deep = Chains.Plan with { PayDepth = 3, Rules = [Chains.Rule("level", (3, "T3", 100))] };
        Chains.Paid(order, deep, 1_000).ShouldBe([(3, 10)]);
    }

    [Fact]
    public void Who_has_no_tier_or_may_not_earn_is_stepped_over_and_the_share_stays_with_the_shop()
    {
        Chains.Reasons(Chains.Of(["", "T3"], 1_000), Chains.Plan, 1_000)
            .ShouldBe([(1, 1, Reasons.NoTier), (2, 2, null)]);
        Chains.Reasons(Chains.Of(["T2!", "T3"], 1_000), Chains.Plan, 1_000)
            .ShouldBe([(1, 1, Reasons.Inactive), (2, 2, null)]);
        Chains.Paid(Chains.Of(["", "T3"], 1_000), Chains.Plan, 1_000).ShouldBe([(2, 80)]);
    }

    [Fact]
    public void With_skip_the_next_one_who_may_earn_takes_the_depth()
    {
        var skip = Chains.Plan with { Compression = PlanContent.Skip };
        Chains.Paid(Chains.Of(["", "T2!", "T1", "", "T3"], 1_000), skip, 1_000).ShouldBe([(3, 100), (5, 80)]);
        Chains.Paid(Chains.Of(["", "", "", "T1"], 1_000), skip, 1_000).ShouldBe([(4, 100)]);
        Chains.Paid(Chains.Of(["T1", "", "", "T1"], 1_000), skip, 1_000).ShouldBe([(1, 100), (4, 30)]);
    }

    [Fact]
    public void An_own_order_pays_a_partner_as_at_depth_1_where_the_plan_says_so()
    {
        var order = Chains.Of(["T1", "T3"], 1_000) with { Buyer = Chains.Person(100, "T2") };
        var asDepth1 = Chains.Plan with { SelfPurchase = PlanContent.AsDepth1 };
        Chains.Paid(order, Chains.Plan, 1_000).ShouldBe([(1, 100), (2, 80)]);
        Chains.Paid(order, asDepth1, 1_000).ShouldBe([(100, 120), (1, 30)]);
        Chains.Paid(order with { Buyer = Chains.Person(100, "") }, asDepth1, 1_000).ShouldBe([(1, 100), (2, 80)]);
        Chains.Paid(order with { Buyer = Chains.Person(100, "T2!") }, asDepth1, 1_000).ShouldBe([(1, 100), (2, 80)]);
        var deep = Chains.Of(["T1", "T1", "T1", "T1"], 1_000) with { Buyer = Chains.Person(100, "T2") };
        Chains.Reasons(deep, asDepth1, 1_000).ShouldBe(
            [(100, 1, null), (1, 2, null), (2, 3, Reasons.BeyondPayDepth), (3, 4, Reasons.BeyondPayDepth)]);
    }

    [Fact]
    public void A_fixed_basis_shrinks_with_what_is_left_of_the_line()
    {
        var plan = Chains.Plan with { Basis = PlanContent.PerUnit };
        var order = Chains.Of(["T1"], 900) with { Lines = [new SnapshotLine(1, 900, "p1", 300)] };
        Chains.Paid(order, plan, 900).ShouldBe([(1, 30)]);
        Chains.Paid(order, plan, 450).ShouldBe([(1, 15)]);
        Chains.Paid(order, plan, 100).ShouldBe([(1, 3)]);
        Chains.Paid(order, plan, 0).ShouldBeEmpty();
        var free = Chains.Of(["T1"], 0) with { Lines = [new SnapshotLine(1, 0, "p1", 0)] };
        Chains.Reasons(free, plan, 0).ShouldBe([(1, 1, Reasons.ZeroBase)]);
    }

    [Fact]
    public void A_limited_rule_sees_its_lines_only()
    {
        var order = Chains.Of(["T1"], 1_000, 2_000, 4_000) with
        {
            Lines =
            [
                new SnapshotLine(1, 1_000, "tea", null, "food", "low"),
                new SnapshotLine(2, 2_000, "card", null, null, "member"),
                new SnapshotLine(3, 4_000, "box", null, "food"),
            ],
        };
        var rule = Chains.Rule("r", (1, "T1", 1000));
        long Sum(PlanRule limited) =>
            Chains.Paid(order, Chains.Plan with { Rules = [limited] }, 1_000, 2_000, 4_000).Sum(paid => paid.Amount);
        Sum(rule).ShouldBe(700);
        Sum(rule with { Products = ["tea", "box"] }).ShouldBe(500);
        Sum(rule with { Classes = ["food"] }).ShouldBe(500);
        Sum(rule with { Rungs = ["member", "low"] }).ShouldBe(300);
        Sum(rule with { Classes = ["food"], Rungs = ["low"] }).ShouldBe(100);
        Chains.Reasons(order, Chains.Plan with { Rules = [rule with { Products = ["other"] }] }, 1_000, 2_000, 4_000)
            .ShouldBe([(1, 1, Reasons.ProductExcluded)]);
    }

    [Fact]
    public void Above_the_cap_the_farthest_is_cut_first()
    {
        var order = Chains.Of(["T3", "T3"], 1_000);
        Chains.Paid(order, Chains.Plan with { OrderCapBps = 2300 }, 1_000).ShouldBe([(1, 150), (2, 80)]);
        Chains.Paid(order, Chains.Plan with { OrderCapBps = 2000 }, 1_000).ShouldBe([(1, 150), (2, 50)]);
        Chains.Paid(order, Chains.Plan with { OrderCapBps = 1000 }, 1_000).ShouldBe([(1, 100)]);
        Chains.Reasons(order, Chains.Plan with { OrderCapBps = 2000 }, 1_000)
            .ShouldBe([(1, 1, null), (2, 2, Reasons.CapReached)]);
    }

    [Fact]
    public void Nothing_has_a_reason()
    {
        Chains.Reasons(Chains.Of(["T1"], 0), Chains.Plan, 0).ShouldBe([(1, 1, Reasons.ZeroBase)]);
        Chains.Reasons(Chains.Of(["T9"], 10), Chains.Plan, 10).ShouldBe([(1, 1, Reasons.NoRate)]);
        Chains.Reasons(Chains.Of(["T1", "T2"], 10), null, 10)
            .ShouldBe([(1, 1, Reasons.NoPlan), (2, 2, Reasons.NoPlan)]);
        Chains.Reasons(Chains.Of([], 10), Chains.Plan, 10).ShouldBeEmpty();
    }

    [Fact]
    public void The_largest_amounts_do_not_overflow()
    {
        const long most = 1_000_000_000_000;
        long[] values = [.. Enumerable.Repeat(most, 50)];
        Chains.Paid(Chains.Of(["T3", "T3"], values), Chains.Plan, values)
            .ShouldBe([(1, 7_500_000_000_000), (2, 4_000_000_000_000)]);
    }
}
