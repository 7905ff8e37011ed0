using System.Text.Json;
using Shouldly;
using SocialCommerce.ApiTests.Ladder.ProductLinks;
using SocialCommerce.ApiTests.Ladder.Reports;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Reports;

/// <summary>What products brought for each day of sale, by themselves and through referrals.</summary>
public sealed class GetProductEfficiencyTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/reports/product-efficiency";

    [Fact]
    public async Task Value_is_own_or_referred_and_counted_for_each_day_of_sale()
    {
        var shop = await Sold();
        var report = (await shop.Get(Path)).Must(200);
        Figures(report.Json.GetProperty("total")).ShouldBe("own 200, referred 160, all 360, 2 days, 180 a day");
        (report.Json.Text("productCount"), report.Json.Minor("perProduct")).ShouldBe(("2", "180"));
        Products(report).ShouldBe(
            ["serum own 100, referred 160, all 260, 2 days, 130 a day",
            "toner own 100, referred 0, all 100, 1 days, 100 a day"]);
    }

    [Fact]
    public async Task A_line_that_was_given_back_brought_nothing()
    {
        var shop = await Sold();
        await shop.GiveBack("a1", Day(3), "2");
        Products((await shop.Get(Path)).Must(200)).ShouldBe(
            ["serum own 100, referred 160, all 260, 2 days, 130 a day"]);
        await shop.GiveBack("b2", Day(3));
        Products((await shop.Get(Path)).Must(200)).ShouldBe(
            ["serum own 100, referred 100, all 200, 1 days, 200 a day"]);
    }

    [Fact]
    public async Task A_part_refund_of_a_line_takes_its_own_value_alone()
    {
        var shop = await Sold();
        (await shop.RefundLine("a1", "part", Day(3), "1", 30)).Must(201);
        Products((await shop.Get(Path)).Must(200)).ShouldBe(
            ["serum own 70, referred 160, all 230, 2 days, 115 a day",
            "toner own 100, referred 0, all 100, 1 days, 100 a day"]);
    }

    [Fact]
    public async Task Pages_show_each_product_once_the_best_first()
    {
        var shop = await Sold();
        await shop.Buy("a3", "A", Day(1), "cream");
        var seen = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await shop.Get($"{Path}?limit=1&cursor={cursor}")).Must(200);
            seen.AddRange(Products(page).Select(text => text.Split(' ')[0]));
            cursor = page.Json.GetProperty("products").GetProperty("nextCursor").GetString();
        }
        seen.ShouldBe(["serum", "cream", "toner"], "the same value stands by id");
    }

    [Fact]
    public async Task A_shop_without_orders_has_no_day_of_sale()
    {
        var report = (await (await api.NewShop()).Get(Path)).Must(200);
        Figures(report.Json.GetProperty("total")).ShouldBe("own 0, referred 0, all 0, 0 days, - a day");
        (report.Json.Text("productCount"), report.Json.Minor("perProduct")).ShouldBe(("0", "-"));
        Products(report).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_period_that_is_too_long_is_refused() =>
        (await (await api.NewShop()).Get($"{Path}?from=2010-12-02T00:00:00Z&to=2012-12-02T00:00:00Z"))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/to");

    private async Task<TestShop> Sold()
    {
        var shop = await api.NewShopWith("serum", "toner", "cream");
        await shop.Buy("a1", "A", Day(1), "serum", "toner");
        await shop.Bind("B", "A");
        await shop.Buy("b1", "B", Day(1), "serum");
        await shop.Buy("b2", "B", Day(2), "serum");
        (await shop.RefundPlain("b2", "plain", Day(3), 40)).Must(201);
        return shop;
    }

    private static string[] Products(Answer report) =>
        [.. report.Json.GetProperty("products").GetProperty("data").EnumerateArray().Select(one =>
            $"{one.Text("productId")} {Figures(one.GetProperty("efficiency"))}")];

    private static string Figures(JsonElement one) =>
        $"own {one.Minor("ownValue")}, referred {one.Minor("referredValue")}, all {one.Minor("numerator")}, "
        + $"{one.Text("activeDays")} days, {one.Minor("perActiveDay")} a day";
}
