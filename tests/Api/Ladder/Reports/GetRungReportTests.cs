using Shouldly;
using SocialCommerce.ApiTests.Ladder.ProductLinks;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Reports;

/// <summary>Customers by rung, who is ready to step up, and who stepped up.</summary>
public sealed class GetRungReportTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/reports/rungs";

    [Fact]
    public async Task Customers_stand_on_their_highest_rung_and_step_up_within_the_window()
    {
        var shop = await Laddered();
        await shop.Buy("a1", "A", Day(1), "sample");
        await shop.Buy("a2", "A", Day(3), "mask");
        await shop.Buy("b1", "B", Day(1), "sample");
        await shop.Buy("c1", "C", Day(9), "sample");
        await shop.Buy("d1", "D", Day(1), "mask");
        await shop.Buy("d2", "D", Day(2), "sample");
        await shop.Buy("e1", "E", Day(1), "sample");
        await shop.GiveBack("e1", Day(2));
        await shop.Buy("f1", "F", Day(2), "sample", "mask");
        (await shop.Post("/v1/customers", new { customerId = "G" })).Must(201);
        await shop.Buy("h1", "H", Day(1), "sample");
        await shop.Buy("h2", "H", Day(5), "serum");
        await shop.SetClock(Day(10));

        var report = (await shop.Get(Path + "?stepDays=7")).Must(200);
        report.Json.GetProperty("customers").GetInt64().ShouldBe(8);
        Rungs(report).ShouldBe(
            ["- > traffic: 2, 2 ready", "traffic > low: 2, 2 ready", "low > member: 3, 3 ready",
            "member > partner: 1, 1 ready", "partner > -: 0, 0 ready"]);
        Steps(report).ShouldBe(
            ["traffic > low: 2/3 6667, 1 open, 0 of them; 2: 2 4",
            "low > member: 0/3 0, 0 open, 0 of them; 0: - -",
            "member > partner: 0/0 null, 1 open, 0 of them; 0: - -"]);

        await shop.SetClock(Day(16));
        Steps((await shop.Get(Path + "?stepDays=7")).Must(200))[0]
            .ShouldBe("traffic > low: 2/4 5000, 0 open, 0 of them; 2: 2 4");
    }

    [Fact]
    public async Task A_step_leads_where_the_ladder_says()
    {
        var shop = await Laddered();
        (await shop.Put("/v1/ladder", new
        {
            rungs = new object[] { new { rung = "traffic", nextRung = "member" }, new { rung = "member" } },
        })).Must(200);
        await shop.Buy("a1", "A", Day(1), "sample");
        await shop.Buy("a2", "A", Day(2), "mask");
        await shop.Buy("a3", "A", Day(4), "serum");
        Steps((await shop.Get(Path)).Must(200)).ShouldBe(
            ["traffic > member: 0/0 null, 1 open, 1 of them; 1: 3 3",
            "low > member: 0/0 null, 1 open, 1 of them; 1: 2 2"]);
    }

    [Fact]
    public async Task Ready_are_those_whose_next_offer_begins_now()
    {
        var shop = await Laddered();
        (await shop.Put("/v1/products/mask/repurchase-design", new
        {
            mechanisms = new[] { new { mechanism = "consumables", how = "used up" } },
            points = new[] { new { point = "grownTrust", how = "known" } },
            expectedCycleDays = 30,
        })).Must(200);
        (await shop.Link("mask", "serum", 7)).Must(200);
        await shop.Buy("n1", "N", Day(1), "mask");
        (await shop.Put("/v1/customers/N/need", new { level = "low" })).Must(200);
        await shop.Buy("w1", "W", Day(1), "mask");
        await shop.Buy("w2", "W", Day(2), "mask");
        await shop.Buy("x1", "X", Day(8), "mask");
        await shop.Buy("x2", "X", Day(9), "mask");
        await shop.Buy("y1", "Y", Day(9), "mask");
        await shop.Buy("z1", "Z", Day(9), "kit");
        await shop.SetClock(Day(10));
        await Agree(shop, ["X", "Y"]);
        await shop.SetClock(Day(17));
        await Agree(shop, ["Y"]);
        await shop.SetClock(Day(32));
        await Agree(shop, ["W", "Y"]);
    }

    [Fact]
    public async Task A_shop_without_customers_has_rungs_without_rates()
    {
        var report = (await (await api.NewShop()).Get(Path)).Must(200);
        Rungs(report).ShouldAllBe(rung => rung.EndsWith(": 0, 0 ready"));
        Steps(report)[0].ShouldBe("traffic > low: 0/0 null, 0 open, 0 of them; 0: - -");
    }

    [Theory]
    [InlineData("?stepDays=0", "#/stepDays")]
    [InlineData("?stepDays=367", "#/stepDays")]
    [InlineData("?from=2010-12-02T00:00:00Z&to=2010-12-02T00:00:00Z", "#/to")]
    public async Task A_window_or_period_out_of_range_is_refused(string query, string pointer) =>
        (await (await api.NewShop()).Get(Path + query)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);

    private static async Task Agree(TestShop shop, string[] ready)
    {
        var report = (await shop.Get(Path)).Must(200);
        var now = report.Json.GetProperty("asOf").GetDateTimeOffset();
        var offered = new List<string>();
        foreach (var who in new[] { "N", "W", "X", "Y", "Z" })
        {
            var next = (await shop.Get($"/v1/customers/{who}/next-offer")).Must(200).Json;
            if (next.TryGetProperty("offer", out var offer)
                && offer.GetProperty("when").GetProperty("from").GetDateTimeOffset() <= now)
                offered.Add(who);
        }
        offered.ShouldBe(ready);
        report.List("rungs").Sum(rung => rung.GetProperty("readyToStepUp").GetInt64()).ShouldBe(ready.Length);
    }

    private async Task<TestShop> Laddered()
    {
        var shop = await api.NewShop();
        foreach (var (product, rung) in new[]
            {
                ("sample", "traffic"), ("mask", "low"), ("serum", "member"), ("kit", "partner"),
            })
            (await shop.Put($"/v1/products/{product}", new { name = product, rung })).Must(200);
        return shop;
    }

    private static string[] Rungs(Answer report) => [.. report.List("rungs").Select(one =>
        $"{one.Text("rung")} > {one.Text("nextRung")}: {one.GetProperty("customers").GetInt64()}, "
        + $"{one.GetProperty("readyToStepUp").GetInt64()} ready")];

    private static string[] Steps(Answer report) => [.. report.List("steps").Select(one =>
        $"{one.Text("rung")} > {one.Text("nextRung")}: {one.GetProperty("stepUp").Rate()}; "
        + one.GetProperty("times").Times())];
}
