using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Delivery;

/// <summary>When an order is complete, and when its commission matures (hold 14 days, complete by itself after
/// 10).</summary>
public sealed class RecordCompletionTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_order_that_nobody_completes_matures_after_both_terms_and_a_completion_moves_that()
    {
        var shop = await Shop();
        (await shop.OpenOrder("o1", "C", Day(2), 1_000)).Must(201).Time("maturesAt").ShouldBe(Day(2 + 10 + 14));
        var done = await Complete(shop, "o1", Day(5));
        done.Must(200).Time("completedAt").ShouldBe(Day(5));
        done.Time("maturesAt").ShouldBe(Day(5 + 14));
        (await Complete(shop, "o1", Day(5))).Must(200).Body.ShouldBe(done.Body);
        (await Complete(shop, "o1", Day(6))).Status.ShouldBe(409);
        (await Complete(shop, "o1", Day(1))).Status.ShouldBe(422);
        (await Complete(shop, "none", Day(5))).Must(202).Text("reason").ShouldBe("orderUnknown");

        await shop.SetClock(Day(19).AddTicks(-10));
        (await shop.Partner("B")).Minor("pending").ShouldBe(100);
        await shop.SetClock(Day(19));
        (await shop.Partner("B")).Minor("available").ShouldBe(100);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_counts_from_its_shipment_and_the_last_line_decides()
    {
        var shop = await Shop();
        (await shop.OpenOrder("o1", "C", Day(2), 500, 500)).Must(201);
        (await Ship(shop, "o1", Day(4), "1")).Must(200).Time("maturesAt").ShouldBe(Day(4 + 10 + 14));
        (await Complete(shop, "o1", Day(5), "1"))
            .Must(200).Time("maturesAt").ShouldBe(Day(2 + 10 + 14), "line 2 is open");
        (await Complete(shop, "o1", Day(6), "2")).Must(200).Time("maturesAt").ShouldBe(Day(6 + 14));
        (await Complete(shop, "o1", Day(7), "9")).Refused(422, "LINE_UNKNOWN").Pointer.ShouldBe("#/lineIds/0");
        (await Complete(shop, "o1", Day(7), "2")).Status.ShouldBe(409);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_shipments_are_reported_nothing_is_complete_before_it_left()
    {
        var shop = await Shop(("reportsShipments", true));
        (await shop.OpenOrder("o1", "C", Day(2), 500, 500)).Must(201).Time("maturesAt").ShouldBeNull();
        (await Ship(shop, "o1", Day(4), "1")).Must(200).Time("maturesAt").ShouldBeNull();
        (await shop.Get("/v1/orders/o1/commission")).Must(200).Text("state").ShouldBe("open");
        (await Ship(shop, "o1", Day(5))).Must(200).Time("maturesAt").ShouldBe(Day(5 + 10 + 14));
        (await Complete(shop, "o1", Day(6))).Must(200).Time("maturesAt").ShouldBe(Day(6 + 14));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_of_the_only_open_line_completes_the_order()
    {
        var shop = await Shop();
        (await shop.OpenOrder("o1", "C", Day(2), 600, 400)).Must(201);
        (await Complete(shop, "o1", Day(3), "1")).Must(200).Time("maturesAt").ShouldBe(Day(2 + 10 + 14));
        (await shop.RefundUnits("o1", "r1", Day(4), "2", 1)).Must(201);
        var explained = (await shop.Get("/v1/orders/o1/commission")).Must(200);
        explained.Time("completedAt").ShouldBe(Day(3));
        explained.Time("maturesAt").ShouldBe(Day(3 + 14));
        (await shop.Net("B")).ShouldBe(60);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_completion_heard_late_matures_when_it_was_heard()
    {
        var shop = await Shop(("autoCompleteDays", 60));
        (await shop.OpenOrder("o1", "C", Day(2), 1_000)).Must(201).Time("maturesAt").ShouldBe(Day(2 + 60 + 14));
        await shop.SetClock(Day(30));
        var heard = (await Complete(shop, "o1", Day(3))).Must(200);
        heard.Time("completedAt").ShouldBe(Day(3));
        heard.Time("maturesAt").ShouldBe(Day(30));
        (await shop.Partner("B")).Minor("available").ShouldBe(100);
        var late = await shop.Order("o2", "C", Day(3), 1_000);
        late.Must(201).Time("maturesAt").ShouldBe(Day(30), "an order heard late, too");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_matured_stays_so()
    {
        var shop = await Shop();
        (await shop.OpenOrder("o1", "C", Day(2), 1_000)).Must(201);
        await shop.SetClock(Day(26));
        (await Complete(shop, "o1", Day(20))).Must(200).Time("maturesAt").ShouldBe(Day(26));
        (await shop.Partner("B")).Minor("available").ShouldBe(100);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_after_maturity_comes_out_of_what_is_available()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(16), 400)).Must(201);
        var partner = await shop.Partner("B");
        partner.Minor("available").ShouldBe(60);
        partner.Minor("pending").ShouldBe(0);
        var events = (await shop.Get("/v1/partners/B/movements")).Must(200).List("data")
            .Select(m => $"{m.GetProperty("event")} {m.GetProperty("from")} {m.GetProperty("to")}");
        events.Reverse().ShouldBe([
            "accrued expense pending", "matured pending available", "reversed available expense"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop(params (string, object)[] changes)
    {
        var shop = await (await api.NewShop()).WithSpendPlan([("autoCompleteDays", 10), .. changes]);
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    private static Task<Answer> Complete(
        TestShop shop, string orderId, DateTimeOffset completedAt, params string[] lines) =>
        shop.Post($"/v1/orders/{orderId}/completions", new { completedAt, lineIds = lines.Length > 0 ? lines : null });

    private static Task<Answer> Ship(TestShop shop, string orderId, DateTimeOffset shippedAt, params string[] lines) =>
        shop.Post($"/v1/orders/{orderId}/shipments", new { shippedAt, lineIds = lines.Length > 0 ? lines : null });
}
