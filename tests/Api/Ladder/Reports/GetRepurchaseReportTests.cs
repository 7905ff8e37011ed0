using Shouldly;
using SocialCommerce.ApiTests.Ladder.ProductLinks;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.Reports;

/// <summary>Who bought again within a number of days, by product and in total.</summary>
public sealed class GetRepurchaseReportTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/reports/repurchase";

    [Fact]
    public async Task Buyers_come_back_for_the_same_product_or_for_any_within_each_window()
    {
        var shop = await Sold();
        var report = (await shop.Get(Path + "?windows=7,30")).Must(200);
        Rates(report.List("total")).ShouldBe(
            ["7: same 1/3 3333, 1 open, 0 of them; any 1/3 3333, 1 open, 1 of them",
            "30: same 0/0 null, 4 open, 1 of them; any 0/0 null, 4 open, 3 of them"]);
        var products = report.Json.GetProperty("products").GetProperty("data").EnumerateArray().ToArray();
        products.Select(one => one.Text("productId")).ShouldBe(["serum", "toner"]);
        Rates(products[0].GetProperty("rates").EnumerateArray()).ShouldBe(
            ["7: same 1/3 3333, 1 open, 0 of them; any 1/3 3333, 1 open, 1 of them",
            "30: same 0/0 null, 4 open, 1 of them; any 0/0 null, 4 open, 3 of them"]);
        Rates(products[1].GetProperty("rates").EnumerateArray())[0].ShouldBe(
            "7: same 0/0 null, 2 open, 0 of them; any 0/0 null, 2 open, 0 of them");
    }

    [Fact]
    public async Task A_window_is_open_until_it_has_passed()
    {
        var shop = await Sold();
        await shop.SetClock(Day(12));
        Rates((await shop.Get(Path + "?windows=7")).Must(200).List("total")).ShouldBe(
            ["7: same 1/4 2500, 0 open, 0 of them; any 2/4 5000, 0 open, 0 of them"]);
    }

    [Fact]
    public async Task The_first_purchase_counts_in_whatever_order_it_is_reported()
    {
        var shop = await api.NewShopWith("serum");
        await shop.Buy("a2", "A", Day(8), "serum");
        await shop.Buy("a1", "A", Day(2), "serum");
        await shop.SetClock(Day(20));
        (await Total(shop, "?windows=7"))
            .ShouldBe("7: same 1/1 10000, 0 open, 0 of them; any 1/1 10000, 0 open, 0 of them");
        (await Total(shop, "?windows=7&from=2010-12-03T00:00:00Z"))
            .ShouldBe("7: same 0/0 null, 0 open, 0 of them; any 0/0 null, 0 open, 0 of them", "A was a buyer before");
        await shop.GiveBack("a1", Day(20));
        (await Total(shop, "?windows=7&from=2010-12-03T00:00:00Z"))
            .ShouldBe("7: same 0/1 0, 0 open, 0 of them; any 0/1 0, 0 open, 0 of them");
    }

    [Fact]
    public async Task Two_orders_of_one_instant_are_a_repurchase_and_two_lines_of_one_order_are_not()
    {
        var shop = await api.NewShopWith("serum");
        await shop.Buy("a1", "A", Day(1), "serum");
        await shop.Buy("a2", "A", Day(1), "serum");
        await shop.Buy("b1", "B", Day(1), "serum", "serum");
        await shop.SetClock(Day(20));
        (await Total(shop, "?windows=1"))
            .ShouldBe("1: same 1/2 5000, 0 open, 0 of them; any 1/2 5000, 0 open, 0 of them");
    }

    [Fact]
    public async Task Pages_show_each_product_once_and_the_total_each_time()
    {
        var shop = await Sold();
        var first = (await shop.Get(Path + "?limit=1")).Must(200);
        var cursor = first.Json.GetProperty("products").Text("nextCursor");
        var second = (await shop.Get($"{Path}?limit=1&cursor={cursor}")).Must(200);
        second.Json.GetProperty("total").GetRawText().ShouldBe(first.Json.GetProperty("total").GetRawText());
        second.Json.GetProperty("products").GetProperty("data")[0].Text("productId").ShouldBe("toner");
        second.Json.GetProperty("products").GetProperty("hasMore").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_shop_without_orders_has_the_usual_windows_without_rates()
    {
        var report = (await (await api.NewShop()).Get(Path)).Must(200);
        Rates(report.List("total")).ShouldBe([.. new[] { 7, 30, 90 }.Select(days =>
            $"{days}: same 0/0 null, 0 open, 0 of them; any 0/0 null, 0 open, 0 of them")]);
        report.Json.GetProperty("products").GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("?windows=0", "#/windows")]
    [InlineData("?windows=7,7", "#/windows")]
    [InlineData("?windows=30,7", "#/windows")]
    [InlineData("?windows=367", "#/windows")]
    [InlineData("?windows=1,2,3,4,5,6", "#/windows")]
    [InlineData("?windows=seven", "#/windows")]
    [InlineData("?from=2010-12-02T00:00:00Z&to=2012-12-02T00:00:00Z", "#/to")]
    public async Task Windows_and_periods_that_cannot_be_are_refused(string query, string pointer) =>
        (await (await api.NewShop()).Get(Path + query)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);

    private async Task<TestShop> Sold()
    {
        var shop = await api.NewShopWith("serum", "toner");
        await shop.Buy("a1", "A", Day(1), "serum");
        await shop.Buy("a2", "A", Day(7), "serum");
        await shop.Buy("b1", "B", Day(1), "serum");
        await shop.Buy("b2", "B", Day(8), "toner");
        await shop.Buy("c1", "C", Day(1), "serum");
        await shop.Buy("c2", "C", Day(3), "serum");
        await shop.GiveBack("c2", Day(4));
        await shop.Buy("d1", "D", Day(5), "serum");
        await shop.Buy("d2", "D", Day(6), "toner");
        await shop.SetClock(Day(10));
        return shop;
    }

    private static async Task<string> Total(TestShop shop, string query) =>
        Rates((await shop.Get(Path + query)).Must(200).List("total")).Single();

    private static string[] Rates(IEnumerable<System.Text.Json.JsonElement> windows) => [.. windows.Select(one =>
        $"{one.Text("windowDays")}: same {one.GetProperty("sameProduct").Rate()}; "
        + $"any {one.GetProperty("anyProduct").Rate()}")];
}
