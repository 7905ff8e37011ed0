using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Commissions.Calculation;
using SocialCommerce.Commissions.Plans;
using SocialCommerce.Commissions.Proofs;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Kernel.Text;
using Xunit;

namespace SocialCommerce.UnitTests.Commissions.Calculation;

/// <summary>Rules limited to a buyer's first orders, or to a time after the binding, as the engine sees them.</summary>
public class BuyerLimitTests
{
    private static readonly string[] Tiers = ["T1", "T2", "T3"];

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, Reasons.BeyondFirstOrders)]
    public void A_rule_of_the_first_two_orders_pays_for_two(long number, string? reason) => Chains.Reasons(
        At(new OrderPlace(number)), With(rule => rule with { FirstOrders = 2 }), 10_000).ShouldBe([(1, 1, reason)]);

    [Fact]
    public void Of_several_limits_an_order_has_to_fit_all()
    {
        var plan = With(rule => rule with { FirstOrders = 1, DaysFromBinding = 30, MonthsFromBinding = 1 });
        Reason(new OrderPlace(1, null, 30, 1)).ShouldBeNull();
        Reason(new OrderPlace(2, null, 30, 1)).ShouldBe(Reasons.BeyondFirstOrders);
        Reason(new OrderPlace(1, null, 31, 1)).ShouldBe(Reasons.BindingTooOld);
        Reason(new OrderPlace(1, null, 30, 2)).ShouldBe(Reasons.BindingTooOld);
        Reason(new OrderPlace(1)).ShouldBe(Reasons.NotBound);

        string? Reason(OrderPlace place) => Chains.Reasons(At(place), plan, 10_000).Single().Reason;
    }

    [Fact]
    public void Peers_are_paid_while_the_rule_that_finds_them_is()
    {
        var plan = Chains.Climbing().WithPeer(500);
        plan = plan with { Rules = [plan.Rules[0] with { FirstOrders = 1 }, plan.Rules[1]] };
        var order = Chains.Of(["T1", "T1"], 10_000) with { Place = new OrderPlace(2) };
        Chains.Reasons(order, plan, 10_000).ShouldAllBe(one => one.Reason == Reasons.BeyondFirstOrders);
        Chains.Paid(order with { Place = new OrderPlace(1) }, plan, 10_000).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("2025-01-31T10:00:00Z", "2025-01-31T09:59:59Z", "Europe/London", 0, 0)]
    [InlineData("2025-01-31T10:00:00Z", "2025-01-31T10:00:00Z", "Europe/London", 0, 0)]
    [InlineData("2025-01-31T10:00:00Z", "2025-02-01T10:00:00Z", "Europe/London", 1, 1)]
    [InlineData("2025-01-31T10:00:00Z", "2025-02-01T10:00:00.000001Z", "Europe/London", 2, 1)]
    [InlineData("2025-01-31T10:00:00Z", "2025-02-28T23:59:59Z", "Europe/London", 29, 1)]
    [InlineData("2025-01-31T10:00:00Z", "2025-03-01T00:00:00Z", "Europe/London", 29, 2)]
    [InlineData("2025-01-31T10:00:00Z", "2025-02-28T16:00:00Z", "Asia/Shanghai", 29, 2)]
    [InlineData("2025-01-31T17:00:00Z", "2025-02-28T16:00:00Z", "Asia/Shanghai", 28, 1)]
    [InlineData("2024-02-29T10:00:00Z", "2025-02-28T10:00:00Z", "UTC", 365, 12)]
    [InlineData("2024-02-29T10:00:00Z", "2025-03-01T00:00:00Z", "UTC", 366, 13)]
    [InlineData("2025-03-29T12:00:00Z", "2025-03-30T11:30:00Z", "Europe/London", 1, 1)]
    public void Days_are_of_24_hours_and_months_end_with_a_local_day(
        string bound, string paid, string zone, int days, int months) =>
        Placed(Time(bound), Time(paid), zone).ShouldBe(new OrderPlace(null, Time(bound), days, months));

    [Fact]
    public void The_kept_days_and_months_are_the_least_within_which_the_order_was_paid() => Prop.ForAll(
        (from bound in Gen.Choose(0, 40_000_000)
         from after in Gen.Frequency((1, Gen.Choose(-3, 3)), (3, Gen.Choose(-86_400, 200_000_000)))
         from zone in Gen.Elements("UTC", "Europe/London", "Asia/Shanghai", "America/New_York", "Pacific/Apia")
         select (bound: Time("2023-12-01T00:00:00Z").AddSeconds(bound), after, zone)).ToArbitrary(),
        found =>
        {
            var (bound, after, zone) = found;
            var paid = bound.AddSeconds(after);
            var place = Placed(bound, paid, zone);
            (paid <= bound.AddDays(place.Days!.Value)).ShouldBeTrue();
            if (place.Days > 0) (paid > bound.AddDays(place.Days.Value - 1)).ShouldBeTrue();
            var (first, last) = (Local(bound, zone), Local(paid, zone));
            (last <= first.AddMonths(place.Months!.Value)).ShouldBeTrue();
            if (place.Months > 0) (last > first.AddMonths(place.Months.Value - 1)).ShouldBeTrue();
        }).Check(RandomOrders.Printed);

    [Fact]
    public void An_order_gets_what_the_plan_without_the_barred_rules_pays() => Prop.ForAll(
        RandomOrders.Any.ToArbitrary(),
        story =>
        {
            var barred = story.Plan.Rules.Where(rule => rule.Bar(story.Snapshot) is not null
                || (rule.Kind == PlanRule.Peer
                    && rule.DifferentialOf(story.Plan.Rules).Bar(story.Snapshot) is not null)).ToList();
            var rest = story.Plan with { Rules = [.. story.Plan.Rules.Except(barred)] };
            Amounts(story.Snapshot, story.Plan).ShouldBe(Amounts(story.Snapshot with { Place = null }, rest));
            foreach (var outcome in Engine.Evaluate(story.Snapshot, story.Plan, story.Values)
                .Where(outcome => barred.Exists(rule => rule.RuleId == outcome.Rule)))
                outcome.Reason.ShouldBeOneOf(Reasons.BeyondFirstOrders, Reasons.BindingTooOld, Reasons.NotBound);

            (string, long, long)[] Amounts(Snapshot order, PlanContent plan) =>
            [
                .. Engine.Evaluate(order, plan, story.Values).Where(outcome => outcome.Amount != 0)
                    .Select(outcome => (outcome.Rule, outcome.Person.Key, outcome.Amount)),
            ];
        }).Check(RandomOrders.Printed);

    [Fact]
    public void Limits_do_not_lower_the_worst_case_and_a_proof_tries_every_set_of_rules_that_pays()
    {
        var level = Chains.Plan.Rules[0] with { FirstOrders = 1 };
        WorstCase.Of(Chains.Plan with { Rules = [level] })!.Bps.ShouldBe(2_300);
        Words(Chains.Plan with { Rules = [level], Perpetual = true }).ShouldBeNull();

        // On first orders the floor of the one rule makes up for what the other takes away.
        var climb = Chains.Climbing(10_000).Rules[0];
        var more = Chains.Differential("more", 10_000, ("T1", 100), ("T2", 200), ("T3", 300));
        Words(new PlanContent([climb with { FirstOrders = 1 }, more with { DaysFromBinding = 30 }], Perpetual: true))
            .ShouldBeNull();
        Words(new PlanContent([more, Chains.Climbing().Rules[0] with { FirstOrders = 3 }], Perpetual: true)).ShouldBe(
            "In the chain (–, T1, –, –) ancestor 1 becomes T1, and ancestor 2 falls from 11 % to 1 % for a buyer's "
            + "order 1, 0 days and 0 months after the binding.");
    }

    [Fact]
    public void A_rule_that_makes_up_for_another_on_first_orders_alone_is_no_proof()
    {
        var plan = (new PlanContent([Chains.Differential("d", 0, ("T1", 1_000))]) with { Perpetual = true })
            .WithPeer(1_000);
        PlanProof.Of(plan, ["T1"]).Refusal(plan).ShouldBeNull();
        plan = plan with { Rules = [plan.Rules[0], plan.Rules[1] with { FirstOrders = 1 }] };
        PlanProof.Of(plan, ["T1"]).Refusal(plan)!.Detail.ShouldBe(
            "In the chain (–, T1, –, –) ancestor 1 becomes T1, and ancestor 2 falls from 10 % to 0 % for a buyer's "
            + "order 2, 0 days and 0 months after the binding.");
    }

    [Fact]
    public void Places_are_told_apart_where_other_rules_pay()
    {
        var first = Chains.Plan.Rules[0] with { FirstOrders = 1 };
        BuyerLimits.Places(Chains.Plan.Rules).ShouldBe([null]);
        BuyerLimits.Places([first, first with { RuleId = "second", FirstOrders = 3, DaysFromBinding = 7 }])
            .Select(place => (place!.Number, place.Days)).ShouldBe([(1, 0), (1, 8), (2, 0), (2, 8)]);
    }

    [Fact]
    public void What_is_wrong_with_limits_has_its_place()
    {
        Codes(With(rule => rule with { FirstOrders = 1, DaysFromBinding = 3_650, MonthsFromBinding = 120 }))
            .ShouldBeEmpty();
        Codes(With(rule => rule with { FirstOrders = 0, DaysFromBinding = 3_651, MonthsFromBinding = -1 })).ShouldBe(
            ["rules[0].firstOrders OUT_OF_RANGE", "rules[0].daysFromBinding OUT_OF_RANGE",
                "rules[0].monthsFromBinding OUT_OF_RANGE"]);
        Codes(With(rule => new PlanRule("project", PlanRule.Project, FirstOrders: 1, MonthsFromBinding: 1)))
            .ShouldBe(["rules[0].firstOrders NOT_APPLICABLE", "rules[0].monthsFromBinding NOT_APPLICABLE"]);
    }

    [Fact]
    public void A_version_that_changes_them_says_what_that_means() => PlanDifferences.Of(
        With(rule => rule with { FirstOrders = 1 }),
        With(rule => rule with { FirstOrders = 3, MonthsFromBinding = 12 })).Select(one => $"{one.Path}: {one.Words}")
        .ShouldBe(
        [
            "rules[level].firstOrders: level: pays for a buyer's first 3 orders instead of a buyer's first 1 orders.",
            "rules[level].monthsFromBinding: level: pays up to 12 months after the binding instead of however long ago "
                + "the buyer was bound.",
        ]);

    [Fact]
    public void Plans_and_snapshots_without_limits_are_written_as_before()
    {
        Json.Write(Chains.Plan).ShouldNotContain("irst");
        Json.Write(Chains.Of(["T1"], 100)).ShouldBe(
            """{"b":{"k":100,"i":"buyer","s":0,"a":true},"c":[{"k":1,"i":"c1","t":"T1","s":1,"a":true}],"""
            + "\"l\":[{\"n\":1,\"v\":100,\"p\":\"p1\"}]}");
        OrderPlace.Of(Chains.Plan, 3, Time("2025-01-01T00:00:00Z"), Time("2025-01-01T00:00:00Z"), "UTC").ShouldBeNull();
    }

    private static OrderPlace Placed(DateTimeOffset bound, DateTimeOffset paid, string zone) =>
        OrderPlace.Of(With(rule => rule with { DaysFromBinding = 1 }), 7, bound, paid, zone)!;

    private static Snapshot At(OrderPlace place) => Chains.Of(["T1"], 10_000) with { Place = place };

    private static PlanContent With(Func<PlanRule, PlanRule> change) =>
        Chains.Plan with { Rules = [change(Chains.Plan.Rules[0])] };

    private static string? Words(PlanContent plan) => PlanProof.Of(plan, Tiers).Refusal(plan)?.Detail;

    private static string[] Codes(PlanContent content) =>
        [.. PlanValidation.Faults(content).Select(error => $"{error.Path} {error.Code}")];

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Local(DateTimeOffset at, string zone) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);
}
