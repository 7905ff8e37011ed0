using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Ladder.ProductLinks;

/// <summary>How often links hold, and how many new buyers come back for a linked product.</summary>
public sealed class LinkReportTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Rate = "/v1/reports/related-repurchase";
    private const string Hits = "/v1/reports/product-link-hits";

    [Fact]
    public async Task Buyers_whose_window_has_not_passed_are_open_and_no_failures()
    {
        var shop = await Linked();
        await shop.Buy("a1", "A", Day(1), "serum");
        await shop.Buy("a2", "A", Day(8, 7), "toner");
        await shop.Buy("b1", "B", Day(1), "serum");
        await shop.Buy("b2", "B", Day(8), "toner");
        await shop.Buy("c1", "C", Day(2), "serum");
        await shop.Buy("d1", "D", Day(9), "serum");
        await shop.Buy("d2", "D", Day(10), "toner");
        await shop.Buy("e1", "E", Day(10), "serum");

        var report = (await shop.Get(Rate)).Must(200);
        report.Json.GetProperty("repurchase").Rate().ShouldBe("1/3 3333, 2 open, 1 of them");
        report.Json.GetProperty("repurchase").GetProperty("asOf").GetDateTimeOffset().ShouldBe(Day(10));
        (await HitsOf(shop)).ShouldBe(["serum toner 1/3 3333, 2 open, 1 of them"]);

        await shop.SetClock(Day(17));
        (await Repurchase(shop)).ShouldBe("2/5 4000, 0 open, 0 of them");
        (await HitsOf(shop)).ShouldBe(["serum toner 2/5 4000, 0 open, 0 of them"]);
    }

    [Fact]
    public async Task Without_a_buyer_whose_window_has_passed_there_is_no_rate()
    {
        var shop = await Linked();
        (await Repurchase(shop)).ShouldBe("0/0 null, 0 open, 0 of them");
        (await HitsOf(shop)).ShouldBe(["serum toner 0/0 null, 0 open, 0 of them"]);
        await shop.Buy("a1", "A", Day(1), "serum");
        var report = (await shop.Get(Rate)).Must(200);
        report.Json.GetProperty("repurchase").Rate().ShouldBe("0/0 null, 1 open, 0 of them");
        report.Json.TryGetProperty("reachesBenchmark", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_benchmark_is_what_the_request_says_and_else_35_percent()
    {
        var shop = await Linked();
        foreach (var who in new[] { "A", "B", "C" }) await shop.Buy($"{who}1", who, Day(1), "serum");
        await shop.Buy("A2", "A", Day(2), "toner");
        await shop.SetClock(Day(20));
        var usual = (await shop.Get(Rate)).Must(200).Json;
        (usual.GetProperty("benchmarkBps").GetInt32(), usual.GetProperty("reachesBenchmark").GetBoolean())
            .ShouldBe((3_500, false));
        var own = (await shop.Get($"{Rate}?benchmarkBps=3333&windowDays=1")).Must(200).Json;
        (own.GetProperty("benchmarkBps").GetInt32(), own.GetProperty("reachesBenchmark").GetBoolean())
            .ShouldBe((3_333, false), "a day is 24 hours, and its end no longer belongs to it");
        (await shop.Get($"{Rate}?benchmarkBps=3333&windowDays=2")).Must(200).Json.GetProperty("reachesBenchmark")
            .GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Only_a_later_order_is_a_repurchase_and_a_link_holds_within_one_order_too()
    {
        var shop = await Linked();
        await shop.Buy("a1", "A", Day(1), "serum", "toner");
        await shop.Buy("b1", "B", Day(1), "serum");
        await shop.Buy("b2", "B", Day(2), "serum", "other");
        await shop.SetClock(Day(20));
        (await Repurchase(shop)).ShouldBe("0/2 0, 0 open, 0 of them");
        (await HitsOf(shop)).ShouldBe(["serum toner 1/2 5000, 0 open, 0 of them"]);
    }

    [Fact]
    public async Task A_buyer_is_new_by_the_first_order_that_was_kept_in_whatever_order_it_is_reported()
    {
        var shop = await Linked();
        await shop.Buy("a2", "A", Day(12), "serum");
        await shop.Buy("a1", "A", Day(2), "other");
        await shop.Buy("b1", "B", Day(2), "other");
        await shop.Buy("b2", "B", Day(12), "serum");
        await shop.Buy("b3", "B", Day(13), "toner");
        await shop.GiveBack("b1", Day(14));
        await shop.SetClock(Day(28));
        var from = Uri.EscapeDataString("2010-12-10T00:00:00Z");
        (await Repurchase(shop, $"?from={from}")).ShouldBe("1/1 10000, 0 open, 0 of them", "A was a buyer before");
        (await HitsOf(shop, $"?from={from}")).ShouldBe(["serum toner 1/2 5000, 0 open, 0 of them"]);
        (await Repurchase(shop, $"?to={from}")).ShouldBe("0/1 0, 0 open, 0 of them");
        await shop.GiveBack("b3", Day(15));
        (await Repurchase(shop, $"?from={from}")).ShouldBe("0/1 0, 0 open, 0 of them");
    }

    [Theory]
    [InlineData(Rate, "?windowDays=0", "#/windowDays")]
    [InlineData(Rate, "?benchmarkBps=10001", "#/benchmarkBps")]
    [InlineData(Rate, "?from=2010-12-02T00:00:00Z&to=2010-12-02T00:00:00Z", "#/to")]
    [InlineData(Hits, "?from=2010-12-02T00:00:00Z&to=2012-12-02T00:00:00Z", "#/to")]
    public async Task A_window_or_period_out_of_range_is_refused(string path, string query, string pointer) =>
        (await (await api.NewShop()).Get(path + query)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe(pointer);

    [Theory]
    [InlineData("?from=0001-01-01T00:00:00Z")]
    [InlineData("?to=0001-01-01T00:00:00Z")]
    [InlineData("?from=9999-12-31T23:59:59Z")]
    [InlineData("?to=9999-12-31T23:59:59Z")]
    public async Task The_ends_of_time_are_periods_without_buyers(string query)
    {
        var shop = await Linked();
        (await Repurchase(shop, query)).ShouldBe("0/0 null, 0 open, 0 of them");
        (await HitsOf(shop, query)).ShouldBe(["serum toner 0/0 null, 0 open, 0 of them"]);
    }

    private async Task<TestShop> Linked()
    {
        var shop = await api.NewShopWith("serum", "toner", "other");
        (await shop.Link("serum", "toner")).Must(200);
        return shop;
    }

    private static async Task<string> Repurchase(TestShop shop, string query = "") =>
        (await shop.Get(Rate + query)).Must(200).Json.GetProperty("repurchase").Rate();

    private static async Task<string[]> HitsOf(TestShop shop, string query = "") =>
        [.. (await shop.Get(Hits + query)).Must(200).List("data").Select(one =>
            $"{one.GetProperty("productId")} {one.GetProperty("linkedProductId")} {one.GetProperty("hits").Rate()}")];
}
