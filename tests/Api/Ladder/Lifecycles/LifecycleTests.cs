using System.Text.Json;
using Shouldly;
using SocialCommerce.ApiTests.Ladder.ProductLinks;
using SocialCommerce.ApiTests.Ladder.Reports;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Lifecycles;

/// <summary>Which stage customers are in, and who is to be won back.</summary>
public sealed class LifecycleTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Sleeping = "/v1/sleeping-customers";

    [Fact]
    public async Task A_customer_of_one_order_follows_the_products_cycle_or_the_setting()
    {
        var shop = await api.NewShopWith("tea", "misc");
        await Cycle(shop, "tea", 10);
        await shop.Buy("a1", "A", Day(1), "misc", "tea");
        await shop.Buy("b1", "B", Day(1), "misc");
        (await Stage(shop, "A")).ShouldBe("new since 12-01, expected 12-11, 1 orders, 10 days by product");
        (await Stage(shop, "B")).ShouldBe("new since 12-01, expected 12-31, 1 orders, 30 days by setting");
        await shop.SetClock(Day(11).AddTicks(-10));
        (await Stage(shop, "A")).ShouldStartWith("new ");
        await shop.SetClock(Day(11));
        (await Stage(shop, "A")).ShouldStartWith("due since 12-11");
        await shop.SetClock(Day(21));
        (await Stage(shop, "A")).ShouldStartWith("sleeping since 12-21");
        await shop.SetClock(Day(41));
        (await Stage(shop, "A")).ShouldStartWith("lost since 01-10");
        await shop.Buy("a2", "A", Day(41), "misc");
        (await Stage(shop, "A")).ShouldBe("active since 01-10, expected 02-19, 2 orders, 40 days by ownOrders");
    }

    [Fact]
    public async Task The_own_cycle_is_the_median_of_the_times_between_kept_orders_in_whatever_order_they_are_reported()
    {
        var shop = await api.NewShopWith("tea");
        await Cycle(shop, "tea", 10);
        foreach (var day in new[] { 9, 1, 4, 30 }) await shop.Buy($"a{day}", "A", Day(day), "tea");
        (await Stage(shop, "A")).ShouldBe("active since 12-30, expected 01-04, 4 orders, 5 days by ownOrders");
        await shop.GiveBack("a30", Day(30));
        (await Stage(shop, "A")).ShouldBe("lost since 12-21, expected 12-12, 3 orders, 3 days by ownOrders");
    }

    [Fact]
    public async Task Orders_of_one_instant_have_a_cycle_of_a_day()
    {
        var shop = await api.NewShopWith("tea");
        await shop.Buy("a1", "A", Day(1), "tea");
        await shop.Buy("a2", "A", Day(1), "tea");
        (await Stage(shop, "A")).ShouldBe("active since 12-01, expected 12-02, 2 orders, 1 days by ownOrders");
    }

    [Fact]
    public async Task The_report_and_the_list_have_the_stage_that_each_customer_has()
    {
        var shop = await Filled();
        foreach (var day in new[] { 20, 40, 60, 100, 200 })
        {
            await shop.SetClock(Day(day));
            var stages = new Dictionary<string, int>();
            var sleeping = new List<(DateTimeOffset, string)>();
            foreach (var who in Enumerable.Range(1, 12).Select(i => $"C{i}").Append("G"))
            {
                var one = (await shop.Get($"/v1/customers/{who}/lifecycle")).Must(200).Json.GetProperty("lifecycle");
                stages[one.Text("stage")] = stages.GetValueOrDefault(one.Text("stage")) + 1;
                if (one.Text("stage") == "sleeping") sleeping.Add((one.GetProperty("since").GetDateTimeOffset(), who));
            }
            var report = (await shop.Get("/v1/reports/lifecycle")).Must(200);
            report.Json.Text("customers").ShouldBe("13");
            foreach (var stage in report.List("stages"))
                stage.Text("numerator").ShouldBe($"{stages.GetValueOrDefault(stage.Text("stage"))}", $"day {day}");
            (await shop.Get(Sleeping)).Must(200).List("data")
                .Select(one => (one.GetProperty("since").GetDateTimeOffset(), one.Text("customerId")))
                .ShouldBe(sleeping.Order(), $"day {day}");
        }
    }

    [Fact]
    public async Task Pages_of_sleeping_customers_go_on_where_they_were_when_one_of_them_buys()
    {
        var shop = await api.NewShopWith("tea");
        foreach (var i in Enumerable.Range(1, 5)) await shop.Buy($"o{i}", $"C{i}", Day(i), "tea");
        await shop.SetClock(Day(70));
        var first = (await shop.Get(Sleeping + "?limit=2")).Must(200);
        first.List("data").Select(one => one.Text("customerId")).ShouldBe(["C1", "C2"]);
        await shop.Buy("again", "C1", Day(70), "tea");
        (await shop.Get($"{Sleeping}?limit=2&cursor={first.Text("nextCursor")}")).Must(200).List("data")
            .Select(one => one.Text("customerId")).ShouldBe(["C3", "C4"]);
        (await shop.Get(Sleeping + "?limit=1")).Must(200).List("data").Single().Text("customerId").ShouldBe("C2");
    }

    [Fact]
    public async Task Thresholds_apply_at_once_and_have_to_rise()
    {
        var shop = await api.NewShopWith("tea");
        await shop.Buy("a1", "A", Day(1), "tea");
        await shop.SetClock(Day(10));
        (await Put(shop, 8, 10_000, 20_000, 40_000)).Must(200);
        (await Stage(shop, "A")).ShouldStartWith("due since 12-09");
        (await Put(shop, 4, 10_000, 20_000, 40_000)).Must(200);
        var answer = (await shop.Get("/v1/customers/A/lifecycle")).Must(200);
        answer.Json.Text("settingsVersion").ShouldBe("2");
        answer.Json.GetProperty("lifecycle").Text("stage").ShouldBe("sleeping");
        (await Put(shop, 4, 10_000, 10_000, 40_000)).Refused(422, "VALIDATION_FAILED").Pointer
            .ShouldBe("#/sleepingBps");
        (await Put(shop, 4, 10_000, 20_000, 20_000)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/lostBps");
    }

    [Fact]
    public async Task A_customer_without_a_kept_order_is_a_prospect_and_an_unknown_one_is_refused()
    {
        var shop = await api.NewShopWith("tea");
        await shop.Buy("a1", "A", Day(1), "tea");
        await shop.GiveBack("a1", Day(2));
        (await Stage(shop, "A")).ShouldBe("prospect since -, expected -, 0 orders, 30 days by setting");
        (await shop.Get("/v1/customers/lost/lifecycle")).Refused(404, "CUSTOMER_NOT_FOUND");
    }

    [Fact]
    public async Task A_shop_without_customers_has_stages_without_rates()
    {
        var report = (await (await api.NewShop()).Get("/v1/reports/lifecycle")).Must(200);
        report.List("stages").Select(one => $"{one.Text("stage")} {one.Text("numerator")} {one.Text("rateBps")}")
            .ShouldBe(["prospect 0 -", "new 0 -", "active 0 -", "due 0 -", "sleeping 0 -", "lost 0 -"]);
    }

    /// <summary>Twelve customers of one to four orders at various distances, and one without any.</summary>
    private async Task<TestShop> Filled()
    {
        var shop = await api.NewShopWith("tea", "misc");
        await Cycle(shop, "tea", 12);
        for (var who = 1; who <= 12; who++)
            for (var order = 0; order <= who % 4; order++)
                await shop.Buy($"o{who}-{order}", $"C{who}", Day(who + (order * who)), who % 3 == 0 ? "tea" : "misc");
        (await shop.Post("/v1/customers", new { customerId = "G" })).Must(201);
        return shop;
    }

    private static async Task Cycle(TestShop shop, string product, int days) =>
        (await shop.Put($"/v1/products/{product}/repurchase-design", new
        {
            mechanisms = new[] { new { mechanism = "consumables", how = "used up" } },
            points = new[] { new { point = "grownTrust", how = "known" } },
            expectedCycleDays = days,
        })).Must(200);

    private static Task<Answer> Put(TestShop shop, int usualCycleDays, int dueBps, int sleepingBps, int lostBps) =>
        shop.Put("/v1/lifecycle-settings", new { usualCycleDays, dueBps, sleepingBps, lostBps, remainingDays = 365 });

    private static async Task<string> Stage(TestShop shop, string customerId)
    {
        var one = (await shop.Get($"/v1/customers/{customerId}/lifecycle")).Must(200).Json.GetProperty("lifecycle");
        var evidence = one.GetProperty("evidence");
        return $"{one.Text("stage")} since {Date(one, "since")}, expected {Date(one, "expectedAt")}, "
            + $"{evidence.Text("orders")} orders, {evidence.Text("cycleDays")} days by {evidence.Text("cycleSource")}";
    }

    private static string Date(JsonElement one, string property) =>
        one.Text(property) is var text && text.Length > 10 ? text[5..10] : text;
}
