using Shouldly;
using SocialCommerce.ApiTests.Ladder.ProductLinks;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Reports;

/// <summary>What members buy, and what they leave out.</summary>
public sealed class GetGroceryStoreReportTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/reports/grocery-store";

    [Fact]
    public async Task Members_of_the_whole_period_count_and_those_who_join_within_it_are_open()
    {
        var shop = await api.NewShop();
        foreach (var (product, kind) in new[]
            {
                ("card", "cards"), ("tea", "food"), ("soap", "home"), ("toy", "toys"), ("misc", null),
            })
            (await shop.Put($"/v1/products/{product}", new { name = product, @class = kind })).Must(200);
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 1,
            privileges = Array.Empty<object>(),
            memberProducts = new[] { "card" },
        })).Must(200);
        foreach (var who in new[] { "M1", "M2", "M3", "M4" }) await shop.Buy($"card-{who}", who, Day(1), "card");
        await shop.Buy("a1", "M1", Day(6), "tea", "tea");
        await shop.Buy("a2", "M1", Day(7), "soap");
        await shop.Buy("b1", "M2", Day(6), "tea");
        await shop.GiveBack("b1", Day(7));
        await shop.Buy("c1", "M3", Day(8), "misc");
        await shop.Buy("card-M5", "M5", Day(8), "card");
        await shop.Buy("d1", "M5", Day(9), "tea");
        await shop.Buy("x1", "X", Day(9), "tea");
        (await shop.RefundPlain("a2", "part", Day(10), 25)).Must(201);

        var report = (await shop.Get(Path + "?from=2010-12-05T00:00:00Z&base=1000")).Must(200).Json;
        (report.Text("members"), report.Text("open"), report.Text("base")).ShouldBe(("4", "1", "1000"));
        Figure(report, "activeBuyers").ShouldBe("2/4 500");
        Figure(report, "orders").ShouldBe("3/4 750");
        Figure(report, "categories").ShouldBe("2/4 500");
        report.Text("categoriesPerBuyer").ShouldBe("1");
        (report.Minor("revenue"), report.Minor("revenuePerBase")).ShouldBe(("375", "93750"));
        report.GetProperty("whiteSpace").EnumerateArray().Select(one =>
            $"{one.Text("class")} {one.Text("numerator")}/{one.Text("denominator")} {one.Text("rateBps")}")
            .ShouldBe(["cards 0/4 0", "toys 0/4 0", "food 1/4 2500", "home 1/4 2500"]);
    }

    [Fact]
    public async Task Without_members_nothing_falls_on_the_base()
    {
        var shop = await api.NewShopWith("tea");
        await shop.Buy("a1", "A", Day(1), "tea");
        var report = (await shop.Get(Path)).Must(200).Json;
        Figure(report, "activeBuyers").ShouldBe("0/0 -");
        (report.Text("base"), report.Text("categoriesPerBuyer"), report.Minor("revenuePerBase"))
            .ShouldBe(("1000", "-", "-"));
        report.GetProperty("whiteSpace").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("?base=0", "#/base")]
    [InlineData("?base=1000001", "#/base")]
    [InlineData("?from=2010-12-02T00:00:00Z&to=2012-12-02T00:00:00Z", "#/to")]
    public async Task A_base_or_period_out_of_range_is_refused(string query, string pointer) =>
        (await (await api.NewShop()).Get(Path + query)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);

    private static string Figure(System.Text.Json.JsonElement report, string name)
    {
        var figure = report.GetProperty(name);
        return $"{figure.Text("numerator")}/{figure.Text("denominator")} {figure.Text("perBase")}";
    }
}
