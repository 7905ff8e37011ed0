using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Flows.Members;

/// <summary>The tiers that a member has had, and what follows; a card gives gold for a year.</summary>
public sealed class ListMemberTierHistoryTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset Today = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Earlier = Today.AddDays(-800);

    [Fact]
    public async Task A_lapse_and_a_return_are_intervals_with_their_causes()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.Card("o1", Earlier);
        await shop.Card("o2", Today.AddDays(-100));
        (await History(shop)).ShouldBe(
        [
            $"gold product {Earlier:O} {Earlier.AddDays(365):O}",
            $" periodEnd {Earlier.AddDays(365):O} {Today.AddDays(-100):O}",
            $"gold product {Today.AddDays(-100):O} {Today.AddDays(265):O}",
        ]);
        (await shop.RefundUnits("o2", "r2", Today.AddDays(-50), "1", 1)).Must(201);
        (await History(shop))[^2..].ShouldBe(
        [
            $"gold product {Today.AddDays(-100):O} {Today.AddDays(-50):O}", $" refund {Today.AddDays(-50):O} ",
        ]);
    }

    [Fact]
    public async Task The_tier_on_any_past_date_can_be_asked()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.Card("o1", Earlier);
        (await History(shop, $"?at={Earlier.AddTicks(-10):O}")).ShouldBeEmpty();
        (await History(shop, $"?at={Earlier:O}")).ShouldHaveSingleItem().ShouldStartWith("gold ");
        (await History(shop, $"?at={Earlier.AddDays(365):O}")).ShouldHaveSingleItem().ShouldStartWith(" periodEnd");
        (await shop.Get("/v1/members/C/tier-history?at=yesterday")).Status.ShouldBe(400);
        (await shop.Get("/v1/members/nobody/tier-history")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Get("/v1/members/C/tier-history?cursor=x")).Refused(400, "CURSOR_UNREADABLE");
        (await shop.Get("/v1/members/C/tier-history?limit=0")).Refused(422, "LIMIT_OUT_OF_RANGE");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_that_is_reported_late_changes_the_past_as_if_in_time(bool late)
    {
        var shop = await api.NewMemberShop(Today);
        var orders = new[] { ("first", Today.AddDays(-100)), ("renewal", Today.AddDays(-10)) };
        foreach (var (id, paidAt) in late ? orders.Reverse() : orders) await shop.Card(id, paidAt);
        (await History(shop)).ShouldBe([$"gold product {Today.AddDays(-100):O} {Today.AddDays(630):O}"]);
        await shop.Sound();
    }

    [Fact]
    public async Task Pages_follow_each_other()
    {
        var shop = await api.NewMemberShop(Today);
        await shop.Card("o1", Earlier);
        await shop.Card("o2", Today.AddDays(-100));
        var all = await History(shop);
        var paged = new List<string>();
        var cursor = "";
        do
        {
            var page = (await shop.Get($"/v1/members/C/tier-history?limit=1&cursor={cursor}")).Must(200);
            paged.AddRange(Items(page));
            cursor = page.Json.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        paged.ShouldBe(all);
    }

    [Fact]
    public async Task The_projection_says_what_is_missing_and_what_follows()
    {
        var shop = await api.NewMemberShop(Today);
        (await shop.Put("/v1/member-tiers/silver", new
        {
            name = "Silver",
            rank = 1,
            privileges = MemberSteps.No,
            growthFrom = 150,
        })).Must(200);
        (await shop.Put("/v1/member-tiers/black", new
        {
            name = "Black",
            rank = 3,
            privileges = MemberSteps.No,
            growthFrom = 1_000,
        })).Must(200);
        await shop.Card("o1", Today);
        var alone = (await shop.Get("/v1/members/C/tier-projection")).Must(200);
        alone.Json.GetProperty("tier").GetProperty("tierId").GetString().ShouldBe("gold");
        alone.Json.GetProperty("nextTier").GetProperty("growthMissing").GetInt64().ShouldBe(901);
        var end = alone.Json.GetProperty("atPeriodEnd");
        end.GetProperty("at").GetDateTimeOffset().ShouldBe(Today.AddDays(365));
        end.TryGetProperty("tier", out _).ShouldBeFalse("nothing follows");

        await shop.Buy("o2", Today, 5_100);
        var grown = (await shop.Get("/v1/members/C/tier-projection")).Must(200);
        grown.Json.GetProperty("atPeriodEnd").GetProperty("tier").GetProperty("tierId").GetString().ShouldBe("silver");
        (await shop.Get("/v1/members/C/tier-projection", ("If-None-Match", grown.Headers["ETag"])))
            .Status.ShouldBe(304);
        await shop.SetClock(Today.AddDays(365));
        var after = (await shop.Get("/v1/members/C/tier-projection", ("If-None-Match", grown.Headers["ETag"])))
            .Must(200);
        after.Json.GetProperty("tier").GetProperty("tierId").GetString().ShouldBe("silver");
        after.Json.TryGetProperty("atPeriodEnd", out _).ShouldBeFalse("it does not end");
        (await shop.Get("/v1/members/nobody/tier-projection")).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    private static async Task<string[]> History(TestShop shop, string query = "") =>
        Items((await shop.Get($"/v1/members/C/tier-history{query.Replace("+", "%2B", StringComparison.Ordinal)}"))
            .Must(200));

    private static string[] Items(Answer page) =>
    [
        .. page.List("data").Select(one =>
            $"{Text(one, "tierId")} {Text(one, "cause")} {Time(one, "since")} {Time(one, "until")}"),
    ];

    private static string Text(System.Text.Json.JsonElement one, string property) =>
        one.TryGetProperty(property, out var text) ? text.GetString()! : "";

    private static string Time(System.Text.Json.JsonElement one, string property) =>
        one.TryGetProperty(property, out var time) ? $"{time.GetDateTimeOffset():O}" : "";
}
