using Shouldly;
using SocialCommerce.Commissions.Tiers;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Tiers;

/// <summary>Which partner tier a person's own numbers reach.</summary>
public class PartnerTierTests
{
    private static readonly Condition Spend = new(Metric: Metrics.OwnNetSpend, AtLeast: 20_000);
    private static readonly Condition Buyers = new(Metric: Metrics.DirectBuyers, AtLeast: 3);
    private static readonly Condition Approval = new(Metric: Metrics.Approval);
    private static readonly PartnerNumbers Nobody = new(0, 0, 0, 0, 0, false);

    private static readonly PartnerTier[] Tiers =
    [
        new("T1", "One", Spend), new("T2", "Two", Buyers), new("T3", "Three", new(All: [Spend, Buyers, Approval])),
    ];

    [Theory]
    [InlineData(19_999, 3, false)]
    [InlineData(20_000, 2, false)]
    [InlineData(20_000, 3, true)]
    public void All_of_the_conditions_must_hold(long own, long buyers, bool holds) =>
        new Condition(All: [Spend, Buyers]).Holds(Nobody with { Own = own, Buyers = buyers }).ShouldBe(holds);

    [Theory]
    [InlineData(19_999, 2, false)]
    [InlineData(20_000, 0, true)]
    [InlineData(0, 3, true)]
    public void Any_of_the_conditions_is_enough(long own, long buyers, bool holds) =>
        new Condition(Any: [Spend, Buyers]).Holds(Nobody with { Own = own, Buyers = buyers }).ShouldBe(holds);

    [Theory]
    [InlineData(1, 100, true)]
    [InlineData(1, 101, false)]
    [InlineData(2, 120, true)]
    [InlineData(2, 121, false)]
    [InlineData(3, 123, true)]
    [InlineData(null, 120, true)]
    [InlineData(null, 121, false)]
    public void Team_sales_count_down_to_the_depth_that_is_named_or_two(int? depth, long atLeast, bool holds) =>
        new Condition(Metric: Metrics.TeamNetSales, AtLeast: atLeast, Depth: depth)
            .Holds(Nobody with { Own = 9_999, Team1 = 100, Team2 = 20, Team3 = 3 }).ShouldBe(holds);

    [Fact]
    public void Approval_is_a_condition_like_any_other()
    {
        Approval.Holds(Nobody).ShouldBeFalse();
        Approval.Holds(Nobody with { Approved = true }).ShouldBeTrue();
    }

    [Fact]
    public void A_metric_that_is_not_known_never_holds() =>
        new Condition(Metric: "moonPhase", AtLeast: 0).Holds(Nobody).ShouldBeFalse();

    [Fact]
    public void Two_tiers_at_once_are_one_promotion_to_the_higher_though_one_between_is_missed()
    {
        TierRules.Reached(Tiers, null, Nobody with { Own = 20_000 }).ShouldBe("T1");
        TierRules.Reached(Tiers, null, Nobody with { Own = 20_000, Buyers = 3 }).ShouldBe("T2");
        TierRules.Reached(Tiers, null, Nobody with { Buyers = 3 }).ShouldBe("T2");
        TierRules.Reached(Tiers, "T1", new(20_000, 0, 0, 0, 3, true)).ShouldBe("T3");
    }

    [Fact]
    public void Nobody_is_lowered_and_nobody_is_promoted_to_what_they_hold()
    {
        TierRules.Reached(Tiers, "T2", Nobody with { Own = 20_000 }).ShouldBeNull();
        TierRules.Reached(Tiers, "T2", Nobody with { Buyers = 3 }).ShouldBeNull();
        TierRules.Reached(Tiers, "T3", Nobody).ShouldBeNull();
    }

    [Fact]
    public void A_tier_without_conditions_is_not_reached_by_numbers()
    {
        PartnerTier[] tiers = [new("T1", "One", Spend), new("T2", "Two")];
        TierRules.Reached(tiers, "T1", new(long.MaxValue, 0, 0, 0, 0, true)).ShouldBeNull();
        TierRules.CanClimb(tiers, "T1").ShouldBeFalse();
        TierRules.CanClimb(tiers, null).ShouldBeTrue();
    }
}
