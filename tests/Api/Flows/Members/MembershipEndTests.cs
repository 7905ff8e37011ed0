using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Flows.Members;

/// <summary>What refunds leave of memberships, from the time at which they happened.</summary>
public sealed class MembershipEndTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset Today = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_card_refunded_within_the_hour_gives_nothing_from_then_on()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.Card("o1", Today.AddDays(-2));
        (await shop.RefundUnits("o1", "r1", Today.AddDays(-2).AddHours(1), "1", 1)).Must(201);
        (await shop.MemberTier()).ShouldBeNull();
        (await shop.Journey()).Time("memberAt").ShouldBe(Today.AddDays(-2), "for an hour it was one");
        await shop.Sound();
    }

    [Fact]
    public async Task A_card_whose_price_was_paid_back_as_an_amount_gives_nothing_either_and_goodwill_leaves_it()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.Card("o1", Today.AddDays(-2));
        (await shop.RefundPlain("o1", "r1", Today.AddDays(-1), 4_000)).Must(201);
        (await shop.MemberTier()).ShouldStartWith("gold");
        (await shop.RefundPlain("o1", "r2", Today.AddHours(-1), 5_900)).Must(201);
        (await shop.MemberTier()).ShouldBeNull();
        await shop.Sound();
    }

    [Fact]
    public async Task A_refunded_renewal_gives_its_own_days_back_and_one_unit_of_three_its_own()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.Card("first", Today.AddDays(-100));
        await shop.Card("renewal", Today.AddDays(-10), quantity: 3);
        (await shop.MemberTier()).ShouldBe($"gold {Today.AddDays(-100 + (4 * 365)):O}");
        (await shop.RefundUnits("renewal", "r1", Today, "1", 1)).Must(201);
        (await shop.MemberTier()).ShouldBe($"gold {Today.AddDays(-100 + (3 * 365)):O}");
        (await shop.RefundUnits("renewal", "r2", Today, "1", 2)).Must(201);
        (await shop.MemberTier()).ShouldBe($"gold {Today.AddDays(-100 + 365):O}");
        await shop.Sound();
    }

    [Fact]
    public async Task A_refund_that_came_before_its_card_counts_when_the_card_comes()
    {
        var shop = await api.NewMemberShop(Today);
        (await shop.RefundUnits("o1", "r1", Today.AddDays(-1), "1", 1)).Must(202);
        await shop.Card("o1", Today.AddDays(-2));
        (await shop.MemberTier()).ShouldBeNull();
        (await shop.Journey()).Time("memberAt").ShouldBe(Today.AddDays(-2));
        await shop.Sound();
    }

    [Fact]
    public async Task A_growth_tier_without_a_period_ends_when_growth_falls_and_one_with_a_period_stands()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.SteadyTier(rank: 5, growthFrom: 100);
        (await shop.Put("/v1/member-tiers/timed", new
        {
            name = "t",
            rank = 6,
            privileges = MemberSteps.No,
            growthFrom = 500,
            validityDays = 30,
        })).Must(200);
        await shop.SetClock(Today.AddDays(1));
        await shop.Buy("o1", Today.AddDays(1), 50_000);
        (await shop.MemberTier()).ShouldStartWith("timed");
        (await shop.RefundPlain("o1", "r1", Today.AddDays(1), 50_000)).Must(201);
        (await shop.MemberTier()).ShouldBe($"timed {Today.AddDays(31):O}");
        await shop.SetClock(Today.AddDays(31));
        (await shop.MemberTier()).ShouldBeNull("growth is 0");

        await shop.Buy("o2", Today.AddDays(31), 20_000);
        (await shop.MemberTier()).ShouldBe("steady ");
        (await shop.RefundPlain("o2", "r2", Today.AddDays(31), 10_001)).Must(201);
        (await shop.MemberTier()).ShouldBeNull("growth is 99");
        await shop.Sound();
    }

    [Fact]
    public async Task A_refund_heard_late_may_show_that_nobody_ever_was_a_member()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.SteadyTier(rank: 5, growthFrom: 100);
        await shop.SetClock(Today.AddDays(9));
        await shop.Buy("o1", Today.AddDays(1), 6_000);
        await shop.Buy("o2", Today.AddDays(3), 6_000);
        (await shop.Journey()).Time("memberAt").ShouldBe(Today.AddDays(3));
        (await shop.RefundPlain("o1", "r1", Today.AddDays(2), 6_000)).Must(201);
        (await shop.MemberTier()).ShouldBeNull();
        (await shop.Journey()).Time("memberAt").ShouldBeNull();
        await shop.Sound();
    }

    [Fact]
    public async Task A_shop_may_keep_what_refunds_would_end()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.SteadyTier(rank: 1, growthFrom: 10);
        (await shop.Put("/v1/membership-settings", new
        {
            pointsPerUnitBps = 100,
            growthPerUnitBps = 100,
            afterRefund = new { productTier = "keep", growthTier = "keep" },
        })).Must(200);
        await shop.SetClock(Today.AddDays(2));
        await shop.Card("o1", Today.AddDays(1));
        (await shop.RefundUnits("o1", "r1", Today.AddDays(1), "1", 1)).Must(201);
        (await shop.MemberTier()).ShouldStartWith("gold");
        await shop.SetClock(Today.AddDays(1 + 365));
        (await shop.MemberTier()).ShouldBe("steady ");
        (await shop.Get("/v1/members/C")).Must(200).Number("growth").ShouldBe(0);
        await shop.Sound();
    }
}
