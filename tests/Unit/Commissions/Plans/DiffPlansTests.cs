using Shouldly;
using SocialCommerce.Commissions.Plans;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Plans;

/// <summary>Where two versions differ, and what that does to somebody's money.</summary>
public sealed class DiffPlansTests
{
    [Fact]
    public void A_version_does_not_differ_from_itself() =>
        PlanDifferences.Of(Chains.Plan, Chains.Plan with { PayDepth = 2 }).ShouldBeEmpty();

    [Fact]
    public void Rates_are_found_by_depth_and_tier_wherever_they_stand()
    {
        var after = Chains.Plan with
        {
            HoldDays = 30,
            Rules = [Chains.Rule(
                "level", (2, "T2", 500), (1, "T3", 1500), (1, "T2", 1200), (1, "T1", 1050), (2, "T3", 800),
                (2, "T4", 900))],
        };
        PlanDifferences.Of(Chains.Plan, after).ShouldBe(
        [
            new PlanDifference("rules[level].rates[1, T1].bps", "1000", "1050",
                "level, depth 1, T1: 10.5 % instead of 10 %."),
            new PlanDifference(
                "rules[level].rates[2, T1]", """{"tier":"T1","bps":300,"depth":2}""", null,
                "level, depth 2, T1: nothing instead of 3 %."),
            new PlanDifference(
                "rules[level].rates[2, T4]", null, """{"tier":"T4","bps":900,"depth":2}""",
                "level, depth 2, T4: 9 % instead of nothing."),
            new PlanDifference("holdDays", "15", "30", "Commission matures 15 days later than before."),
        ], ignoreOrder: true);
    }

    [Fact]
    public void Rules_that_come_and_go_and_limits_that_change_are_told()
    {
        var after = Chains.Plan with { Rules = [Chains.Rule("new", (1, "T1", 1))], TendersNotCounted = ["points"] };
        PlanDifferences.Of(Chains.Plan, after).Select(difference => $"{difference.Path}: {difference.Words}").ShouldBe(
        [
            "rules[level]: Rule 'level' pays no longer.", "rules[new]: Rule 'new' pays from now on.",
            "tendersNotCounted: ",
        ], ignoreOrder: true);
    }
}
