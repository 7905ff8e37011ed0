using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Terms;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Calculation;

/// <summary>Level bonuses in amounts per unit.</summary>
public class AmountPerUnitTests
{
    private static readonly PlanContent Plan = new(
        [new PlanRule("unit", PlanRule.Level, [new("T1", null, 1, 250), new("T2", 1_000, 2)])]);

    private static readonly Snapshot Order = Chains.Of(["T1", "T2"], 9_000, 1_000) with
    {
        Lines = [new SnapshotLine(1, 9_000, "p1", Quantity: 3), new SnapshotLine(2, 1_000, "p2", Quantity: 2)],
    };

    [Fact]
    public void Each_unit_pays_its_amount_beside_rates_of_other_tiers() =>
        Chains.Paid(Order, Plan, 9_000, 1_000).ShouldBe([(1, 1_250), (2, 1_000)]);

    [Fact]
    public void What_is_left_of_a_line_counts_exactly()
    {
        Chains.Paid(Order, Plan, 6_000, 1_000).ShouldBe([(1, 1_000), (2, 700)]);
        Chains.Paid(Order, Plan, 3_000, 499).ShouldBe([(1, 500), (2, 350)], "1.998 units: 499.5 → 500; 349.9");
        Chains.Paid(Order, Plan, 1_000, 0).ShouldBe([(1, 83), (2, 100)], "a third of a unit");
        Chains.Paid(Order, Plan, 0, 0).ShouldBeEmpty();
    }

    [Fact]
    public void The_cap_cuts_what_no_basis_bears()
    {
        var cheap = Order with { Lines = [new SnapshotLine(1, 300, "p1", Quantity: 3)] };
        Chains.Paid(cheap, Plan, 300).ShouldBe([(1, 300)], "750 would be more than was paid");
        Chains.Reasons(cheap, Plan, 300)[0].Reason.ShouldBe(Reasons.CapReached);
    }

    [Fact]
    public void An_amount_beyond_any_number_is_cut_like_any_other()
    {
        var rule = new PlanRule("unit", PlanRule.Level, [new("T1", null, 1, 1_000_000_000_000)]);
        var dear = Plan with { Rules = [rule] };
        var many = Order with { Lines = [new SnapshotLine(1, 300, "p1", Quantity: 1_000_000_000)] };
        Chains.Paid(many, dear, 300).ShouldBe([(1, 300)]);
        Chains.Paid(many, dear, 100).ShouldBe([(1, 100)]);
    }

    [Fact]
    public void The_explanation_shows_units_and_the_amount_for_each()
    {
        var first = Engine.Evaluate(Order, Plan, [1, 1])[0];
        first.UnitMinor.ShouldBe(250);
        first.Units!.Value.ToText(System.Globalization.CultureInfo.InvariantCulture).ShouldBe("7/3000");
    }

    [Fact]
    public void A_free_line_has_no_units_to_pay_for()
    {
        var free = Order with { Lines = [new SnapshotLine(1, 0, "p1", Quantity: 3)] };
        Chains.Reasons(free, Plan, 0)[0].Reason.ShouldBe(Reasons.ZeroBase);
    }
}
