using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Members;

/// <summary>
/// What keeps a tier, through the API: silver from 100 of growth, gold from 500 by 200 a period with ten days of grace;
/// a hundred pence give one of growth.
/// </summary>
public sealed class KeepingTiersTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_projection_names_what_keeps_the_tier_and_what_follows_if_nothing_changes()
    {
        var shop = await Shop();
        await shop.Buy("o1", Day(1), 50_000);
        await shop.Buy("o2", Day(2), 5_000);
        var projection = await Projection(shop);
        projection.GetProperty("keeping").ToString().ShouldBe(
            $$"""{"tierId":"gold","growthGained":50,"growthMissing":150,"by":"{{Time(Day(101))}}"}""");
        var end = projection.GetProperty("atPeriodEnd");
        (Text(end, "outcome"), Text(end.GetProperty("tier"), "tierId")).ShouldBe(("grace", "gold"));
        (Text(end.GetProperty("afterGrace"), "at"), Text(end.GetProperty("afterGrace").GetProperty("tier"), "tierId"))
            .ShouldBe((Time(Day(111)), "silver"));

        await shop.SetClock(Day(101));
        var waiting = await Projection(shop);
        Text(waiting.GetProperty("keeping"), "graceSince").ShouldBe(Time(Day(101)));
        Text(waiting.GetProperty("atPeriodEnd"), "outcome").ShouldBe("lower");
        await shop.SetClock(Day(111));
        var lost = await Projection(shop);
        Text(lost.GetProperty("tier"), "tierId").ShouldBe("silver");
        lost.TryGetProperty("keeping", out _).ShouldBeFalse("silver asks for nothing");
        lost.GetProperty("nextTier").GetProperty("growthMissing").GetInt64().ShouldBe(200, "what keeps gold");
        Text(lost.GetProperty("atPeriodEnd"), "outcome").ShouldBe("kept");
        await shop.Sound();
    }

    [Fact]
    public async Task A_purchase_in_the_days_of_grace_renews_from_the_old_end()
    {
        var shop = await Shop();
        await shop.Buy("o1", Day(1), 50_000);
        await shop.SetClock(Day(105));
        await shop.Buy("o2", Day(105), 25_000);
        (await shop.MemberTier()).ShouldBe($"gold {Day(201):O}");
        (await Projection(shop)).GetProperty("keeping").GetProperty("growthGained").GetInt64()
            .ShouldBe(50, "beyond what was missing");
        (await History(shop)).ShouldBe([$"gold growth {Time(Day(1))}"]);
        await shop.Sound();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Orders_and_refunds_reported_late_and_in_any_order_end_as_those_in_time(int rotation)
    {
        var shop = await Shop();
        await shop.SetClock(Day(300));
        (string Id, int Day, long Amount)[] orders = [("a", 1, 50_000), ("b", 90, 20_000), ("c", 205, 10_000)];
        foreach (var (id, day, amount) in orders.Skip(rotation).Concat(orders.Take(rotation)))
            await shop.Buy(id, Day(day), amount);
        (await History(shop)).ShouldBe([$"gold growth {Time(Day(1))}", $"silver periodEnd {Time(Day(211))}"]);
        // Less than 200 was gained in the first period, by a refund within it.
        (await shop.RefundPlain("b", "r", Day(95), 100)).Must(201);
        (await History(shop)).ShouldBe([$"gold growth {Time(Day(1))}", $"silver periodEnd {Time(Day(111))}"]);
        await shop.Sound();
    }

    [Fact]
    public async Task Spend_keeps_a_tier_whatever_growth_the_orders_earn()
    {
        var shop = await Shop(new
        {
            name = "g",
            rank = 2,
            growthFrom = 500,
            validityDays = 100,
            keepSpendMinor = 5_000,
            privileges = MemberSteps.No
        });
        await shop.Buy("o1", Day(1), 50_000);
        for (var i = 0; i < 100; i++) await shop.Buy($"small{i}", Day(2), 50);
        (await Projection(shop)).GetProperty("atPeriodEnd").GetProperty("outcome").GetString().ShouldBe("kept");
        await shop.SetClock(Day(101));
        (await shop.MemberTier()).ShouldBe($"gold {Day(201):O}");
        await shop.Sound();
    }

    [Fact]
    public async Task A_tier_is_kept_by_one_measure_and_only_where_growth_gives_it_for_a_period()
    {
        var shop = await api.NewShop();
        async Task Refused(object body, string pointer, string code)
        {
            var answer = (await shop.Put("/v1/member-tiers/t", body)).Refused(422, "VALIDATION_FAILED");
            (answer.Pointer, answer.Json.GetProperty("errors")[0].GetProperty("code").GetString())
                .ShouldBe((pointer, code));
        }
        await Refused(new
        {
            name = "t",
            rank = 1,
            growthFrom = 1,
            validityDays = 1,
            keepGrowth = 1,
            keepSpendMinor = 1,
            privileges = MemberSteps.No
        }, "#/keepSpendMinor", "KEPT_TWICE");
        await Refused(new { name = "t", rank = 1, growthFrom = 1, keepGrowth = 1, privileges = MemberSteps.No },
            "#/validityDays", "REQUIRED");
        await Refused(new { name = "t", rank = 1, validityDays = 1, graceDays = 1, privileges = MemberSteps.No },
            "#/growthFrom", "REQUIRED");
        await Refused(new
        {
            name = "t",
            rank = 1,
            growthFrom = 1,
            validityDays = 1,
            maxDrop = 0,
            privileges = MemberSteps.No
        }, "#/maxDrop", "OUT_OF_RANGE");
        var body = new
        {
            name = "t",
            rank = 1,
            growthFrom = 1,
            validityDays = 9,
            keepGrowth = 3,
            graceDays = 2,
            maxDrop = 1,
            noticeDays = 4,
            upgradeBps = 5_000,
            privileges = MemberSteps.No
        };
        (await shop.Put("/v1/member-tiers/t", body)).Must(200);
        var again = (await shop.Put("/v1/member-tiers/t", body)).Must(200);
        again.Headers["ETag"].ShouldBe("\"1\"", "the same changes nothing");
        var read = (await shop.Get("/v1/member-tiers/t")).Must(200).Json;
        (read.GetProperty("keepGrowth").GetInt64(), read.GetProperty("graceDays").GetInt32(),
            read.GetProperty("maxDrop").GetInt32(), read.GetProperty("noticeDays").GetInt32()).ShouldBe((3, 2, 1, 4));
    }

    [Fact]
    public async Task Buyers_who_cross_a_tier_at_once_are_counted_once_each()
    {
        var shop = await Shop();
        var orders = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            shop.Order($"o{i}", "C", Day(1).AddMinutes(i), 5_000)));
        orders.ShouldAllBe(answer => answer.Status == 201);
        (await Projection(shop)).GetProperty("keeping").GetProperty("growthGained").GetInt64()
            .ShouldBe(300, "of 800, the first 500 reach gold");
        await shop.Sound();
    }

    private async Task<TestShop> Shop(object? gold = null)
    {
        var shop = await api.NewShop("manual", now: Day(1, 7));
        (await shop.Put("/v1/member-tiers/silver", new
        {
            name = "s",
            rank = 1,
            growthFrom = 100,
            validityDays = 100,
            privileges = MemberSteps.No,
        })).Must(200);
        (await shop.Put("/v1/member-tiers/gold", gold ?? new
        {
            name = "g",
            rank = 2,
            growthFrom = 500,
            validityDays = 100,
            keepGrowth = 200,
            graceDays = 10,
            privileges = MemberSteps.No,
        })).Must(200);
        await shop.SetClock(Day(3));
        return shop;
    }

    private static async Task<JsonElement> Projection(TestShop shop) =>
        (await shop.Get("/v1/members/C/tier-projection")).Must(200).Json;

    private static async Task<string[]> History(TestShop shop) =>
    [
        .. (await shop.Get("/v1/members/C/tier-history")).Must(200).List("data").Select(one =>
            $"{Text(one, "tierId")} {Text(one, "cause")} {Text(one, "since")}"),
    ];

    private static string Text(JsonElement one, string property) => one.GetProperty(property).GetString()!;

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'",
        System.Globalization.CultureInfo.InvariantCulture);
}
