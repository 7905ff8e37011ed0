using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Delivery;

/// <summary>While an after-sale case is open, an order neither completes by itself nor matures.</summary>
public sealed class OpenAfterSaleTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_days_of_a_case_count_for_neither_completion_nor_hold()
    {
        var shop = await Shop();
        (await shop.OpenOrder("auto", "C", Day(2), 1_000)).Time("maturesAt").ShouldBe(Day(2 + 15 + 14));
        (await shop.Order("done", "C", Day(2), 1_000)).Time("maturesAt").ShouldBe(Day(2 + 14));
        foreach (var order in new[] { "auto", "done" })
        {
            var opened = (await Open(shop, order, "c1", Day(4))).Must(200);
            opened.Time("maturesAt").ShouldBeNull();
            opened.Json.GetProperty("afterSale").GetProperty("suspends").GetBoolean().ShouldBeTrue();
            (await Explain(shop, order)).ShouldBe(("suspended", "afterSale c1"));
        }
        await shop.SetClock(Day(10));
        var closed = (await Close(shop, "auto", "c1", Day(9))).Must(200);
        (closed.Time("completedAt"), closed.Time("maturesAt")).ShouldBe((Day(2 + 15 + 5), Day(2 + 15 + 5 + 14)));
        closed = (await Close(shop, "done", "c1", Day(9))).Must(200);
        (closed.Time("completedAt"), closed.Time("maturesAt")).ShouldBe((Day(2), Day(2 + 14 + 5)));
        (await Explain(shop, "done")).ShouldBe(("pending", ""));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_of_it_is_settled_before_it_is_closed_and_all_of_it_afterwards()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await Open(shop, "o1", "c1", Day(3))).Must(200);
        await shop.SetClock(Day(40));
        (await shop.Settle(Day(32))).Must(201).Minor("total").ShouldBe(0);
        (await shop.Partner("B")).Minor("available").ShouldBe(0);
        (await Close(shop, "o1", "c1", Day(4))).Must(200).Time("maturesAt").ShouldBe(Day(40), "no earlier than heard");
        (await shop.Settle(Day(40))).Must(201).Minor("total").ShouldBe(0);
        await shop.SetClock(Day(41));
        (await shop.Settle(Day(41))).Must(201).Minor("total").ShouldBe(1_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_that_comes_after_maturity_changes_nothing()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        await shop.SetClock(Day(20));
        var opened = (await Open(shop, "o1", "c1", Day(10))).Must(200);
        opened.Time("maturesAt").ShouldBe(Day(16));
        opened.Json.GetProperty("afterSale").GetProperty("suspends").GetBoolean().ShouldBeFalse();
        (await Explain(shop, "o1")).ShouldBe(("matured", ""));
        (await shop.Settle(Day(17))).Must(201).Minor("total").ShouldBe(1_000);
        (await Close(shop, "o1", "c1", Day(19))).Must(200).Time("maturesAt").ShouldBe(Day(16));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_cases_the_last_to_close_lets_the_order_go_on_and_refunds_and_receipts_wait_for_it()
    {
        var shop = await Shop();
        (await shop.OpenOrder("o1", "C", Day(2), 1_000, 1_000)).Must(201);
        (await Open(shop, "o1", "c1", Day(3), "1")).Must(200);
        (await Open(shop, "o1", "c2", Day(4), "2")).Must(200);
        (await Close(shop, "o1", "c1", Day(5))).Must(200).Time("maturesAt").ShouldBeNull();
        (await shop.RefundUnits("o1", "r1", Day(6), "1", 1)).Must(201);
        (await shop.Post("/v1/orders/o1/completions", new { completedAt = Day(7) })).Must(200)
            .Time("maturesAt").ShouldBeNull();
        (await Close(shop, "o1", "c2", Day(9))).Must(200).Time("maturesAt").ShouldBe(Day(9 + 14), "2 days paused");
        (await shop.Get("/v1/orders/o1/after-sales")).Must(200).List("data").Length.ShouldBe(2);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_the_same_again_is_the_same()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        await shop.SetClock(Day(5));
        (await Open(shop, "o9", "c1", Day(3))).Must(202).Text("reason").ShouldBe("orderUnknown");
        (await Open(shop, "o1", "c1", Day(1))).Refused(422, "BEFORE_PAYMENT").Pointer.ShouldBe("#/openedAt");
        (await Open(shop, "o1", "c1", Day(3), "9")).Refused(422, "LINE_UNKNOWN").Pointer.ShouldBe("#/lineIds/0");
        (await Close(shop, "o1", "c9", Day(4))).Must(202).Text("reason").ShouldBe("caseUnknown");
        var opened = (await Open(shop, "o1", "c1", Day(3))).Must(200);
        (await Open(shop, "o1", "c1", Day(3))).Must(200).Body.ShouldBe(opened.Body);
        (await Open(shop, "o1", "c1", Day(4))).Refused(409, "CASE_ID_REUSED");
        (await Close(shop, "o1", "c1", Day(2))).Refused(422, "BEFORE_OPENING").Pointer.ShouldBe("#/closedAt");
        var closed = (await Close(shop, "o1", "c1", Day(4))).Must(200);
        (await Close(shop, "o1", "c1", Day(4))).Must(200).Body.ShouldBe(closed.Body);
        (await Close(shop, "o1", "c1", Day(5))).Refused(409, "CASE_CLOSED");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Opened_while_the_period_is_settled_it_is_settled_whole_or_not_at_all()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        foreach (var i in Enumerable.Range(1, 6)) (await shop.Order($"o{i}", "C", Day(2), 10_000)).Must(201);
        await shop.SetClock(Day(20));
        var all = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Open(i % 2 == 0 ? shop : other, $"o{i}", "c",
            Day(15))).Append(other.Settle(Day(17))));
        all.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        all[^1].Minor("total").ShouldBe(6_000, "all of it had matured");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    private static Task<Answer> Open(
        TestShop shop, string order, string caseId, DateTimeOffset openedAt, params string[] lines) =>
        shop.Post($"/v1/orders/{order}/after-sales", new
        {
            caseId,
            openedAt,
            lineIds = lines.Length > 0 ? lines : null,
        });

    private static Task<Answer> Close(TestShop shop, string order, string caseId, DateTimeOffset closedAt) =>
        shop.Post($"/v1/orders/{order}/after-sales/{caseId}/closure", new { closedAt });

    private static async Task<(string, string)> Explain(TestShop shop, string order)
    {
        var explained = (await shop.Get($"/v1/orders/{order}/commission")).Must(200);
        return (explained.Text("state"), string.Join(", ", explained.List("waits").Select(wait =>
            $"{wait.GetProperty("for").GetString()} {wait.GetProperty("id").GetString()}")));
    }
}
