using Shouldly;
using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Points;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.Terms;
using SocialCommerce.Membership.Tiers;
using Xunit;
using static SocialCommerce.UnitTests.Membership.RandomMembers;

namespace SocialCommerce.UnitTests.Membership.Earning;

/// <summary>The points of one order: rules, multipliers, the first order, caps, and what refunds leave.</summary>
public class EarnedPointsTests
{
    private static readonly PointRule DoubleSerum = new("double-serum", MultiplierBps: 20_000, Products: ["serum"]);

    [Fact]
    public void Rules_tier_birthday_first_order_and_caps_follow_one_another()
    {
        var basis = new EarningBasis(1_550, 20_000, new FirstOrderPoints(100));
        var facts = new EarningFacts("gold", 15_000, First: true, Room: 1_550);
        var terms = Terms(new PointTerms(MaxPerOrder: 5_000, Rules: [DoubleSerum])) with
        {
            Basis = basis,
            Facts = facts,
        };
        terms.Whole.Points.ShouldBe(1_550);
        terms.Whole.Growth.ShouldBe(300, "growth follows the rates alone");
        var why = PointsExplanation.Of(terms)!;
        (why.Points, why.BeforeCaps, why.TierId).ShouldBe((1_550, 1_600, "gold"));
        why.Rules.ShouldBe(
        [
            new AppliedPointRule("rule", "double-serum", MultiplierBps: 20_000),
            new AppliedPointRule("tier", MultiplierBps: 15_000),
            new AppliedPointRule("birthday", MultiplierBps: 20_000),
            new AppliedPointRule("firstOrder", Points: 100),
        ]);
        why.Caps.ShouldBe([new AppliedPointCap("perDay", 1_550)]);
    }

    [Fact]
    public void The_sum_is_rounded_down_once()
    {
        // 0.5 + 0.5 of two lines, times 1.5, is 1.5; rounded line by line it would be 0.
        var terms = Terms(new PointTerms(), Line("a", 50), Line("b", 50)) with
        {
            Basis = new EarningBasis(),
            Facts = new EarningFacts("gold", 15_000),
        };
        terms.Whole.Points.ShouldBe(1);
        (terms with { Facts = new EarningFacts("gold", 20_000) }).Whole.Points.ShouldBe(2);
    }

    [Theory]
    [InlineData("gold", 600)]
    [InlineData("silver", 450)]
    [InlineData(null, 450)]
    public void The_first_rule_counts_that_the_line_and_the_tier_fit(string? tier, long points)
    {
        PointRule[] rules =
        [
            new("gold-rate", PointsPerUnitBps: 200, Tiers: ["gold"]),
            new("all", MultiplierBps: 15_000, From: Day(0)),
            new("never-reached", MultiplierBps: 90_000, Products: ["serum"]),
        ];
        var terms = Terms(new PointTerms(Rules: rules));
        terms.Lines![0].Rules!.Select(rule => rule.RuleId).ShouldBe(["gold-rate", "all"]);
        (terms with { Basis = new EarningBasis(), Facts = new EarningFacts(tier) }).Whole.Points.ShouldBe(points);
    }

    [Fact]
    public void A_campaign_takes_orders_from_its_beginning_and_before_its_end()
    {
        var rule = new PointRule("week", MultiplierBps: 20_000, From: Day(2), Until: Day(4));
        foreach (var (day, points) in new[] { (1, 300), (2, 600), (3, 600), (4, 300) })
            (Terms(new PointTerms(Rules: [rule]), Day(day)) with
            {
                Basis = new EarningBasis(),
                Facts = new EarningFacts(),
            }).Whole.Points.ShouldBe(points, $"day {day}");
    }

    [Fact]
    public void A_refund_leaves_the_share_of_the_extra_and_at_most_the_room_of_the_day()
    {
        var terms = Terms(new PointTerms()) with
        {
            Basis = new EarningBasis(350, FirstOrder: new FirstOrderPoints(90)),
            Facts = new EarningFacts(First: true, Room: 350),
        };
        terms.Whole.Points.ShouldBe(350);
        terms.After([new(1, 10_000, 1, 2, 1), new(2, 10_000, 1, 1, 1)]).Points.ShouldBe(200 + 60);
        terms.After([new(1, 0, 0, 1, 0), new(2, 0, 0, 1, 0)]).Points.ShouldBe(0);
    }

    [Fact]
    public void The_largest_order_and_the_highest_multipliers_stay_exact()
    {
        var terms = Terms(new PointTerms(Rules: [new("most", MultiplierBps: 100_000, From: Day(0))]),
            Line("serum", 1_000_000_000_000)) with
        {
            Basis = new EarningBasis(BirthdayBps: 100_000, FirstOrder: new FirstOrderPoints(null, 100_000)),
            Facts = new EarningFacts("gold", 100_000, First: true),
        };
        terms.Whole.Points.ShouldBe(100_000_000_000_000);
    }

    [Theory]
    [InlineData("day", 2, 28, 2027, 2, 28, true)]
    [InlineData("day", 2, 29, 2028, 2, 29, true)]
    [InlineData("day", 2, 29, 2027, 3, 1, true)]
    [InlineData("day", 2, 29, 2027, 2, 28, false)]
    [InlineData("month", 2, 29, 2027, 2, 1, true)]
    [InlineData("month", 2, 29, 2027, 3, 1, false)]
    public void A_birthday_on_29_February_is_on_1_March_of_other_years(
        string span, int month, int day, int year, int paidMonth, int paidDay, bool celebrates) =>
        new BirthdayPoints(20_000, span).Takes(new Birthday(month, day), new DateOnly(year, paidMonth, paidDay))
            .ShouldBe(celebrates);

    [Fact]
    public void Settings_without_such_rules_ask_nothing()
    {
        var catalogue = new MemberCatalogue(
            [Tier("gold", 1, growthFrom: 0)],
            [new EarningRates(1, 100, 100, new EarningTerms(Points: new PointTerms(MaxPerOrder: 5)))]);
        EarningBasis.IsAsked(catalogue, Day(0), Day(0)).ShouldBeFalse();
        catalogue.AsksHistory.ShouldBeFalse();
        PointsExplanation.Of(GrantTerms.Of(catalogue, [Line("serum", 100)], Day(0))).ShouldBeNull();
    }

    private static GrantTerms Terms(PointTerms points, params PaidLine[] lines) => Terms(points, Day(0), lines);

    private static GrantTerms Terms(PointTerms points, DateTimeOffset paidAt, params PaidLine[] lines) => GrantTerms.Of(
        new MemberCatalogue([], [new EarningRates(1, 100, 100, new EarningTerms(Points: points))]),
        lines.Length > 0 ? lines : [Line("serum", 20_000), Line("tea", 10_000)], paidAt);

    private static PaidLine Line(string product, long valueMinor) => new(product, 1, valueMinor);
}
