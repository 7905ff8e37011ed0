using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Proofs;
using SocialCommerce.Commissions.Terms;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Calculation;

/// <summary>Rules with dates and budgets, as the engine and the checks before publishing see them.</summary>
public class BudgetTests
{
    private static readonly DateTimeOffset June = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly PlanContent Dated = With(rule => rule with { From = June, Until = June.AddDays(30) });

    private static readonly PlanContent Budgeted = With(rule => rule with { Budget = 1_000 });

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(30 * 24 - 1, true)]
    [InlineData(30 * 24, false)]
    public void A_rule_pays_from_its_first_instant_until_its_last(int hours, bool pays)
    {
        var order = Chains.Of(["T1"], 10_000) with { PaidAt = June.AddHours(hours) };
        Chains.Reasons(order, Dated, 10_000).ShouldBe([(1, 1, pays ? null : Reasons.OutOfDates)]);
    }

    [Fact]
    public void Peers_are_paid_while_the_rule_that_finds_them_is()
    {
        var plan = Chains.Climbing().WithPeer(500);
        plan = plan with { Rules = [plan.Rules[0] with { Until = June }, plan.Rules[1]] };
        var order = Chains.Of(["T1", "T1"], 10_000) with { PaidAt = June };
        Chains.Reasons(order, plan, 10_000).ShouldAllBe(one => one.Reason == Reasons.OutOfDates);
        Chains.Paid(order with { PaidAt = June.AddTicks(-1) }, plan, 10_000).Length.ShouldBe(2);
    }

    [Fact]
    public void The_nearest_gets_what_is_left_and_the_next_the_rest_of_it()
    {
        var order = Reserve(Chains.Of(["T1", "T3"], 10_000), Budgeted, 1_100);
        order.Reserved.ShouldBe([new Reservation("level", 1_100)]);
        Engine.Evaluate(order, Budgeted, [10_000]).Select(o => (o.Person.Key, o.Amount, o.Reason))
            .ShouldBe([(1, 1_000, null), (2, 100, Reasons.BudgetReached)]);
        // Half of the order would earn 900, which is within what it has reserved.
        Chains.Paid(order, Budgeted, 5_000).ShouldBe([(1, 500), (2, 400)]);
        Chains.Paid(order, Budgeted, 0).ShouldBeEmpty();
        Chains.Reasons(Reserve(Chains.Of(["T1"], 10_000), Budgeted, 0), Budgeted, 10_000)
            .ShouldBe([(1, 1, Reasons.BudgetReached)]);
    }

    [Fact]
    public void Whatever_is_refunded_no_order_gets_more_of_a_rule_than_it_has_reserved() => Prop.ForAll(
        (from story in RandomOrders.Any
         from budget in Gen.Choose(1, 5_000)
         from parts in Gen.Choose(0, 100).ArrayOf(story.Values.Length)
         select (story, budget, parts)).ToArbitrary(),
        found =>
        {
            var (story, budget, parts) = found;
            var plan = story.Plan with
            {
                Rules = [.. story.Plan.Rules.Select(rule => rule with { Budget = budget })],
            };
            var order = Reserve(story.Snapshot, plan, budget);
            long[] left = [.. order.Lines.Select((line, i) => (long)((Int128)line.Value * parts[i] / 100))];
            foreach (var lines in new[] { [.. order.Lines.Select(line => line.Value)], left })
                foreach (var rule in Engine.Evaluate(order, plan, lines).GroupBy(outcome => outcome.Rule))
                    rule.Sum(outcome => outcome.Amount)
                        .ShouldBeLessThanOrEqualTo(order.Reserved!.Single(one => one.Rule == rule.Key).Most);
        }).Check(RandomOrders.Printed);

    [Fact]
    public void Rules_that_never_pay_together_do_not_add_up_to_the_worst_case()
    {
        var rule = Chains.Rule("a", (1, "T1", 6_000));
        var plan = Chains.Plan with { Rules = [rule with { Until = June }, rule with { RuleId = "b", From = June }] };
        WorstCase.Of(plan)!.Bps.ShouldBe(6_000);
        WorstCase.Of(plan with { Rules = [rule, rule with { RuleId = "b", From = June }] })!.Bps.ShouldBe(12_000);
    }

    [Fact]
    public void What_is_wrong_with_dates_and_budgets_has_its_place()
    {
        Codes(Dated).ShouldBeEmpty();
        Codes(Budgeted).ShouldBeEmpty();
        Codes(With(rule => rule with { From = June, Until = June })).ShouldBe(["rules[0].until DATES_EMPTY"]);
        Codes(With(rule => rule with { Budget = 0 })).ShouldBe(["rules[0].budget OUT_OF_RANGE"]);
        Codes(Dated with { Perpetual = true })
            .ShouldBe(["rules[0].from PERPETUAL_LIMIT", "rules[0].until PERPETUAL_LIMIT"]);
        Codes(Budgeted with { Perpetual = true }).ShouldBe(["rules[0].budget PERPETUAL_LIMIT"]);
        Codes(With(rule => new PlanRule("project", PlanRule.Project, Budget: 1)))
            .ShouldContain("rules[0].budget NOT_APPLICABLE");
    }

    [Fact]
    public void A_version_that_changes_them_says_so() => PlanDifferences.Of(Dated, Budgeted)
        .Select(difference => difference.Path)
        .ShouldBe(["rules[level].from", "rules[level].until", "rules[level].budget"], ignoreOrder: true);

    private static PlanContent With(Func<PlanRule, PlanRule> change) =>
        Chains.Plan with { Rules = [change(Chains.Plan.Rules[0])] };

    private static Snapshot Reserve(Snapshot order, PlanContent plan, long rest) => Budgets.Reserve(
        order, plan, [.. order.Lines.Select(line => line.Value)],
        plan.Rules.ToDictionary(rule => rule.RuleId, _ => rest));

    private static string[] Codes(PlanContent content) =>
        [.. PlanValidation.Faults(content).Select(error => $"{error.Path} {error.Code}")];
}
