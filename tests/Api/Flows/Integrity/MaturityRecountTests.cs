using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Integrity;

/// <summary>The integrity check recounts when orders complete and mature, whatever happened to them.</summary>
public sealed class MaturityRecountTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly string[] Orders = ["auto", "closed", "late", "lines", "open", "refunded", "shipped"];

    [Theory]
    [InlineData("matures_at = matures_at + interval '1 second'", true)]
    [InlineData("matures_at = matures_at - interval '1 day'", true)]
    [InlineData("completed_at = completed_at - interval '1 second'", true)]
    [InlineData("completed_at = null, matures_at = null", true)]
    [InlineData("matures_at = paid_at + interval '60 days', completion_heard_at = paid_at + interval '60 days'", true)]
    [InlineData("completed_at = paid_at, matures_at = paid_at + interval '14 days'", false)]
    public async Task Whoever_corrupts_a_maturity_is_found(string change, bool complete)
    {
        var shop = await Shop();
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        await api.Corrupt($"""
            update commission_orders set {change}
            where shop_id = {shop.ShopKey} and order_id = any('{"{" + string.Join(',', Orders) + "}"}')
                and (matures_at is not null) = {complete}
            """);
        string[] heard = change.Contains("completion_heard_at", StringComparison.Ordinal) ? ["pastCompletions"] : [];
        (await shop.FailedChecks()).ShouldBe([.. heard, "maturity"]);
        var found = (await shop.Get("/v1/integrity")).Must(200).List("checks")
            .Single(check => check.GetProperty("name").GetString() == "maturity").GetProperty("findings")
            .EnumerateArray().Select(finding => finding.GetProperty("subject").GetString()!["order ".Length..]);
        found.ShouldBe(Orders.Where(order => (order != "open") == complete), ignoreOrder: true);
    }

    [Fact]
    public async Task What_comes_after_maturity_moves_nothing_and_is_no_finding()
    {
        var shop = await Shop();
        await shop.SetClock(Day(70));
        (await shop.Settle(Day(69))).Must(201);
        (await shop.RefundLine("lines", "r-lines", Day(70), "1", 1_000)).Must(201);
        (await shop.Post("/v1/orders/auto/completions", new { completedAt = Day(30) })).Must(200);
        (await shop.Post("/v1/orders/closed/after-sales", new { caseId = "c2", openedAt = Day(70) })).Must(200);
        (await shop.Post("/v1/orders/open/after-sales/c/closure", new { closedAt = Day(69) })).Must(200);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    /// <summary>Orders that completed in every way.</summary>
    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.OpenOrder("auto", "C", Day(2), 1_000);
        foreach (var (order, closedAt) in new[] { ("closed", Day(6)), ("late", Day(5)) })
        {
            (await shop.Order(order, "C", Day(2), 1_000)).Must(201);
            (await shop.Post($"/v1/orders/{order}/after-sales", new { caseId = "c", openedAt = Day(4) })).Must(200);
            if (order == "late") await shop.SetClock(Day(25));
            (await shop.Post($"/v1/orders/{order}/after-sales/c/closure", new { closedAt })).Must(200);
        }
        foreach (var order in new[] { "lines", "open", "refunded", "shipped", "whole" })
            (await shop.OpenOrder(order, "C", Day(25), 1_000, 2_000)).Must(201);
        await Report(shop, "lines", "completions", Day(26), "1");
        await Report(shop, "lines", "completions", Day(28), "2");
        (await shop.Post("/v1/orders/open/after-sales", new { caseId = "c", openedAt = Day(26) })).Must(200);
        await Report(shop, "refunded", "completions", Day(27), "1");
        (await shop.RefundLine("refunded", "r1", Day(28), "2", 2_000)).Must(201);
        await Report(shop, "shipped", "shipments", Day(28), "1");
        (await shop.RefundPlain("whole", "r2", Day(28), 3_000)).Must(201);
        return shop;
    }

    private static async Task Report(TestShop shop, string order, string what, DateTimeOffset at, string line) =>
        (await shop.Post(
            $"/v1/orders/{order}/{what}",
            what == "shipments"
                ? new { shippedAt = at, lineIds = new[] { line } }
                : new { completedAt = at, lineIds = new[] { line } })).Must(200);
}
