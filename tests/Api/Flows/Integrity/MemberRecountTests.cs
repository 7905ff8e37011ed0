using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Integrity;

/// <summary>The integrity check recomputes memberships and journeys, and finds what the owner has changed.</summary>
public sealed class MemberRecountTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("update members set held = '[]'", "memberships")]
    [InlineData("update members set held = jsonb_set(held, '{0,until}', '\"2012-01-01T00:00:00Z\"')", "memberships")]
    [InlineData("update members set growth_tier = 'silver', growth_tier_until = '2012-01-01'", "memberships")]
    [InlineData("update members set period = '{\"growth\": 1, \"spendMinor\": 0}'", "memberships")]
    [InlineData("update members set invited = '[{\"tierId\": \"gold\", \"since\": \"2012-01-01T00:00:00Z\"}]'",
        "tierInvitations")]
    [InlineData("update members set as_of = as_of + interval '1 day'", "memberships")]
    [InlineData("update members set growth = growth + 1", "members memberships")]
    [InlineData("update members set points = points - 1", "members memberships pointBalances")]
    [InlineData("update member_given_tiers set validity_days = 366", "memberships")]
    [InlineData("update member_grants set growth = growth - 1", "grants members memberships")]
    [InlineData("update journeys set first_paid_at = first_paid_at - interval '1 second'", "journeys")]
    [InlineData("update journeys set second_paid_at = last_paid_at", "journeys")]
    [InlineData("update journeys set last_paid_at = null", "journeys")]
    [InlineData("update journeys set top_rung = 'partner'", "journeys")]
    [InlineData("update journeys set member_at = member_at + interval '1 second'", "memberships")]
    [InlineData("update journeys set orders = orders + 1", "journeys")]
    public async Task A_row_that_is_not_what_the_events_make_is_found(string change, string found)
    {
        var shop = await Shop();
        await api.Corrupt($"{change} where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(found.Split(' '), ignoreOrder: true);
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop();
        (await shop.Put("/v1/products/p1", new { name = "n", rung = "member" })).Must(200);
        (await shop.Put("/v1/member-tiers/silver", new
        {
            name = "s",
            rank = 1,
            growthFrom = 100_000,
            validityDays = 9,
            privileges = Array.Empty<object>(),
        })).Must(200);
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "g",
            rank = 2,
            memberProducts = new[] { "p1" },
            validityDays = 365,
            privileges = Array.Empty<object>(),
        })).Must(200);
        for (var day = 1; day < 5; day++) await shop.Order($"o{day}", "C", Day(day), 10_000, 99);
        (await shop.RefundUnits("o2", "r1", Day(6), "1", 1)).Must(201);
        await shop.Order("late", "C", Day(1), 10_000);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        return shop;
    }
}
