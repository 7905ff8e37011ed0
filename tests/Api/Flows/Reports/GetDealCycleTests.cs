using System.Text.Json;
using Shouldly;
using SocialCommerce.ApiTests.Ladder.ProductLinks;
using SocialCommerce.ApiTests.Ladder.Reports;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Reports;

/// <summary>How long customers take from contact to first deal, member and partner.</summary>
public sealed class GetDealCycleTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/reports/deal-cycle";
    private const string All = Path + "?from=2010-12-01T00:00:00Z&stepDays=30";

    [Fact]
    public async Task Each_step_has_a_rate_times_open_cases_by_age_and_touchpoints()
    {
        var shop = await Dealt();
        var steps = (await shop.Get(All)).Must(200).List("steps");
        steps.Select(Summary).ShouldBe(
            ["firstDeal 3/4 7500, 0 open, 0 of them; 3: 0 2; 1 negative; 1 open: 0 0 1 0",
            "member 1/4 2500, 0 open, 0 of them; 1: 2 2; 0 negative; 3 open: 0 0 3 0",
            "partner 1/1 10000, 0 open, 0 of them; 1: 3 3; 0 negative; 0 open: 0 0 0 0",
            "total 1/4 2500, 1 open, 0 of them; 1: 7 7; 0 negative; 4 open: 1 0 3 0"]);
        steps[0].GetProperty("touchpoints").EnumerateArray().Select(Touchpoint).ShouldBe(
            ["poster 1/1 10000, 0 open, 0 of them; 1: 2 2; 0 negative; 0 open",
            "screen 1/1 10000, 0 open, 0 of them; 1: 0 0; 0 negative; 0 open"]);
        steps[1].GetProperty("touchpoints").EnumerateArray().Select(Touchpoint).ShouldBe(
            ["poster 1/1 10000, 0 open, 0 of them; 1: 2 2; 0 negative; 0 open",
            "screen 0/1 0, 0 open, 0 of them; 0: - -; 0 negative; 1 open"]);

        var rungs = (await shop.Get("/v1/reports/rungs")).Must(200).List("rungs");
        rungs.Single(rung => rung.Text("rung") == "partner").Text("customers").ShouldBe("1", "A became partner");
    }

    [Fact]
    public async Task A_case_is_open_until_its_window_has_passed()
    {
        var shop = await Dealt();
        Summary((await shop.Get(All.Replace("=30", "=40"))).Must(200).List("steps")[1])
            .ShouldBe("member 0/0 null, 4 open, 1 of them; 1: 2 2; 0 negative; 3 open: 0 0 3 0");
        await shop.SetClock(Day(120));
        Summary((await shop.Get(All)).Must(200).List("steps")[0])
            .ShouldBe("firstDeal 3/4 7500, 0 open, 0 of them; 3: 0 2; 1 negative; 1 open: 0 0 0 1");
    }

    [Fact]
    public async Task A_claimed_guests_scan_is_the_customers_and_a_guest_is_no_case()
    {
        var shop = await api.NewShop();
        (await shop.Put("/v1/touchpoints/poster", new { @class = "place", name = "Poster" })).Must(200);
        (await shop.Post("/v1/customers", new { customerId = "C" })).Must(201);
        var order = (await shop.Post("/v1/orders", new
        {
            orderId = "g1",
            paidAt = Day(2),
            touchpoint = "poster",
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(100) } },
        })).Must(201);
        var guest = order.Text("guestId");
        await shop.SetClock(Day(3));
        Summary((await shop.Get(Path)).Must(200).List("steps")[0])
            .ShouldBe("firstDeal 0/0 null, 0 open, 0 of them; 0: - -; 0 negative; 0 open: 0 0 0 0");
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "D" })).Must(201);
        var first = (await shop.Get(Path)).Must(200).List("steps")[0];
        Summary(first).ShouldBe(
            "firstDeal 0/0 null, 0 open, 0 of them; 0: - -; 1 negative; 0 open: 0 0 0 0", "D bought before contact");
        first.GetProperty("touchpoints").EnumerateArray().Select(one => one.Text("touchpointId")).ShouldBe(["poster"]);
    }

    [Fact]
    public async Task A_shop_without_customers_has_four_steps_without_rates()
    {
        var steps = (await (await api.NewShop()).Get(Path)).Must(200).List("steps");
        steps.Select(step => step.Text("name")).ShouldBe(["firstDeal", "member", "partner", "total"]);
        steps.Select(step => step.GetProperty("rate").Rate()).Distinct()
            .ShouldBe(["0/0 null, 0 open, 0 of them"]);
    }

    [Theory]
    [InlineData("?stepDays=0", "#/stepDays")]
    [InlineData("?from=2010-12-02T00:00:00Z&to=2012-12-02T00:00:00Z", "#/to")]
    public async Task A_window_or_period_out_of_range_is_refused(string query, string pointer) =>
        (await (await api.NewShop()).Get(Path + query)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);

    /// <summary>
    /// A goes all the way, with a friend who buys at once; B only makes contact; O comes with an order; N's history is
    /// imported.
    /// </summary>
    private async Task<TestShop> Dealt()
    {
        var shop = await (await api.NewShop()).WithMainJobPlan();
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 1,
            privileges = Array.Empty<object>(),
            memberProducts = new[] { "card" },
        })).Must(200);
        foreach (var id in new[] { "poster", "screen" })
            (await shop.Put($"/v1/touchpoints/{id}", new { @class = "place", name = id })).Must(200);
        (await shop.Post("/v1/touchpoints/poster/scans", new { customerId = "A", scannedAt = Day(1) })).Must(201);
        await shop.Buy("a1", "A", Day(3), "tea");
        await shop.Buy("a2", "A", Day(5), "card");
        await shop.MakePartner("A", Day(8));
        (await shop.Post("/v1/orders", new
        {
            orderId = "o1",
            customerId = "O",
            paidAt = Day(9),
            touchpoint = "screen",
            lines = new[] { new { lineId = "1", productId = "tea", quantity = 1, unitPrice = Pence(100) } },
        })).Must(201);
        (await shop.Post("/v1/customers", new { customerId = "B" })).Must(201);
        await shop.SetClock(Day(40));
        (await shop.Post("/v1/customers", new { customerId = "N" })).Must(201);
        await shop.Buy("n1", "N", Day(2), "tea");
        return shop;
    }

    private static string Summary(JsonElement step) =>
        $"{step.Text("name")} {Figures(step)}: " + string.Join(' ', step.GetProperty("openByAge").EnumerateArray()
            .Select(band => band.Text("cases")));

    private static string Touchpoint(JsonElement step) => $"{step.Text("touchpointId")} {Figures(step)}";

    private static string Figures(JsonElement step) =>
        $"{step.GetProperty("rate").Rate()}; {step.GetProperty("times").Times()}; {step.Text("negative")} negative; "
        + $"{step.Text("openCases")} open";
}
