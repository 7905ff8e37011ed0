using Shouldly;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Membership.GamePlays;
using SocialCommerce.Membership.Games;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.GamePlays;

/// <summary>Who may play, and for which prizes.</summary>
public sealed class PlayRulesTests
{
    private static readonly OwnPlays[] Own = [new("2026-01-30", 2), new("2026-01-31", 1)];

    [Theory]
    [InlineData(null, null, "2026-01-31", true)]
    [InlineData(4, null, "2026-01-31", true)]
    [InlineData(3, null, "2026-02-01", false)]
    [InlineData(null, 1, "2026-01-31", false)]
    [InlineData(null, 2, "2026-01-31", true)]
    [InlineData(null, 1, "2026-02-01", true)]
    public void A_limit_holds_for_the_game_or_until_the_day_ends(int? whole, int? daily, string day, bool may) =>
        (PlayRules.Reached(new PlayLimits(whole, daily), Own, day) is null).ShouldBe(may);

    [Fact]
    public void A_play_from_before_midnight_by_another_clock_counts_on_the_day_that_has_begun() =>
        PlayRules.Reached(new PlayLimits(null, 1), Own, "2026-01-30").ShouldNotBeNull();

    [Fact]
    public void A_prize_out_of_stock_without_weight_or_without_a_coupon_to_issue_leaves_the_odds()
    {
        GamePrize[] prizes =
        [
            Prize("sold", stock: 2), Prize("left", stock: 3), Prize("never", weight: 0), Prize("blank"),
            Prize("gone", template: "old"), Prize("coupon", template: "new"),
        ];
        var wins = new Dictionary<string, long> { ["sold"] = 2, ["left"] = 2, ["blank"] = 9 };
        Odds.Winnable(prizes, wins, new HashSet<string> { "new" }).Select(prize => prize.PrizeId)
            .ShouldBe(["left", "blank", "coupon"]);
    }

    private static GamePrize Prize(string id, int weight = 1, long? stock = null, string? template = null) =>
        new(id, id, template is null ? "goods" : "coupon", weight, new Money(1, "CNY"), stock, null, template);
}
