using Shouldly;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Proofs;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Plans;

/// <summary>What is wrong with plans and tiers that are sent.</summary>
public class PlanValidationTests
{
    private static readonly PlanRule Sixty = Chains.Rule("a", (1, "T1", 6000), (1, "T2", 5000));

    [Fact]
    public void The_plan_of_the_main_job_is_in_order()
    {
        PlanValidation.Faults(Chains.Plan).ShouldBeEmpty();
        Worst(Chains.Plan).ShouldBe(2300);
        PlanValidation.Faults(Chains.Plan with { OrderCapBps = 2300 }).ShouldBeEmpty();
        Codes(Chains.Plan with { OrderCapBps = 2299 }).ShouldBe(["rules RATES_ABOVE_CAP"]);
    }

    [Fact]
    public void Rules_that_share_a_line_add_up_for_one_tier_and_others_do_not()
    {
        Worst(Sixty, Sixty with { RuleId = "b" }).ShouldBe(12_000);
        Worst(Sixty, Chains.Rule("b", (1, "T2", 3000))).ShouldBe(8_000);
        Worst(Sixty with { Products = ["p"] }, Sixty with { Products = ["q"] }).ShouldBe(6_000);
        Worst(Sixty with { Products = ["p"] }, Sixty with { Rungs = ["low"] }).ShouldBe(12_000);
        Worst(Sixty with { Products = ["p"] }, Sixty with { Products = ["q"] }, Sixty).ShouldBe(12_000);
    }

    [Fact]
    public void Every_fault_has_its_place()
    {
        Codes(Chains.Plan with { PayDepth = 1 }).ShouldAllBe(code => code.EndsWith(".depth OUT_OF_RANGE"));
        Codes(Chains.Plan with { Rules = [] }).ShouldBe(["rules RULE_COUNT"]);
        Codes(Chains.Plan with { Rules = [Sixty with { Kind = "gift" }] }).ShouldBe(["rules[0].kind KIND_UNKNOWN"]);
        Codes(Chains.Plan with { Rules = [Sixty, Sixty] }).ShouldBe(["rules[1].ruleId RULE_REPEATED"]);
        Codes(Chains.Plan with { Rules = [Chains.Rule("a", (1, "T1", 1), (1, "T1", 2))] })
            .ShouldBe(["rules[0].rates[1] RATE_REPEATED"]);
        Codes(Chains.Plan with { TendersNotCounted = ["card", "shells"] })
            .ShouldBe(["tendersNotCounted[1] VALUE_UNKNOWN"]);
    }

    [Fact]
    public void Conditions_are_nested_at_most_five_deep()
    {
        var condition = new Condition(Metric: Metrics.Approval);
        for (var i = 0; i < 4; i++) condition = new Condition(All: [condition]);
        TierValidation.Faults([new PartnerTier("T1", "One", condition)]).ShouldBeEmpty();
        TierValidation.Faults([new PartnerTier("T1", "One", new Condition(Any: [condition]))])
            .Select(error => error.Code).ShouldBe(["NESTED_TOO_DEEP"]);
    }

    private static long Worst(params PlanRule[] rules) => Worst(Chains.Plan with { Rules = rules });

    private static long Worst(PlanContent plan) => WorstCase.Of(plan)!.Bps;

    private static string[] Codes(PlanContent content) =>
        [.. PlanValidation.Faults(content).Select(error => $"{error.Path} {error.Code}")];
}
