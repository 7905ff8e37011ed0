using Shouldly;
using SocialCommerce.Membership.Badges;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.Badges;

/// <summary>By what a badge is earned.</summary>
public sealed class BadgeRuleTests
{
    private static readonly DateTimeOffset Since = new(2026, 5, 20, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("month", "2026-04-30T16:00:00Z")]
    [InlineData("quarter", "2026-03-31T16:00:00Z")]
    [InlineData("year", "2025-12-31T16:00:00Z")]
    public void A_rule_within_a_period_counts_from_the_period_on_in_which_it_was_set(string within, string from)
    {
        var threshold = new BadgeRule("orders", 3, within).Threshold(Since, "Asia/Shanghai");
        (threshold.AtLeast, threshold.Within, threshold.From)
            .ShouldBe((3, within, DateTimeOffset.Parse(from, null)));
    }

    [Fact]
    public void A_rule_without_a_period_counts_everything()
    {
        var threshold = new BadgeRule("orders", 3, BadgeRule.Ever).Threshold(Since, "UTC");
        (threshold.Within, threshold.From).ShouldBe((null, DateTimeOffset.MinValue));
    }

    [Fact]
    public void A_rank_earns_the_badge_for_all_who_share_it() =>
        new BadgeRule(BoardId: "b", Rank: 2).Of(
            [new(1, 1, "a", 9), new(2, 2, "b", 8), new(2, 3, "c", 8), new(4, 4, "d", 7)])
            .Select(one => one.CustomerKey).ShouldBe([1, 2, 3]);

    [Fact]
    public void A_retired_badge_and_one_that_persons_give_count_nothing()
    {
        var rule = new BadgeRule("orders", 3, BadgeRule.Ever);
        new BadgeTerms("n", BadgeTerms.Badge, rule).Counts().ShouldBeTrue();
        new BadgeTerms("n", BadgeTerms.Badge, rule, Status: BadgeTerms.Retired).Counts().ShouldBeFalse();
        new BadgeTerms("n", BadgeTerms.Title).Counts().ShouldBeFalse();
        new BadgeTerms("n", BadgeTerms.Title, new BadgeRule(BoardId: "b", Rank: 1)).Counts().ShouldBeFalse();
    }
}
