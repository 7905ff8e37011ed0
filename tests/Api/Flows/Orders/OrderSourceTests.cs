using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>What brought an order, by the facts at the time of payment, and where it was placed.</summary>
public sealed class OrderSourceTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_repeated_buyer_comes_before_a_referrer_and_a_referrer_before_advertising()
    {
        var shop = await Shop();
        await shop.Bind("friend", "B");
        await shop.Bind("both", "B");

        (await Order(shop, "o1", "stranger", Day(2))).Text("sourceClass").ShouldBe("organic");
        (await Order(shop, "o2", "stranger", Day(3), "ad")).Text("sourceClass").ShouldBe("repeat");
        (await Order(shop, "o3", "clicked", Day(2), "ad")).Text("sourceClass").ShouldBe("advertising");
        (await Order(shop, "o4", "passerby", Day(2), "poster")).Text("sourceClass").ShouldBe("organic");
        (await Order(shop, "o5", "friend", Day(2))).Text("sourceClass").ShouldBe("referral");
        (await Order(shop, "o6", "both", Day(2), "ad")).Text("sourceClass").ShouldBe("referral");
        (await Order(shop, "o7", "brought", Day(2), "guide")).Text("sourceClass").ShouldBe("referral");

        (await Classes(shop)).ShouldBe(
        [
            "o1 organic", "o2 repeat", "o3 advertising", "o4 organic", "o5 referral", "o6 referral", "o7 referral",
        ]);
        (await shop.Get("/v1/orders/o3")).Must(200).Text("sourceClass").ShouldBe("advertising");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scan_of_an_advertisement_within_the_window_brings_the_order()
    {
        var shop = await Shop();
        (await shop.Post("/v1/touchpoints/ad/scans", new { customerId = "seen", scannedAt = Day(1) })).Must(201);
        (await Order(shop, "o1", "seen", Day(2))).Text("sourceClass").ShouldBe("advertising");
    }

    [Fact]
    public async Task A_binding_or_a_change_of_the_touchpoint_after_payment_changes_nothing()
    {
        var shop = await Shop();
        (await Order(shop, "o1", "late", Day(2))).Text("sourceClass").ShouldBe("organic");
        (await Order(shop, "o2", "clicked", Day(2), "ad")).Text("sourceClass").ShouldBe("advertising");
        await shop.Bind("late", "B");
        (await shop.Put("/v1/touchpoints/ad", new { @class = "media", name = "Ad" })).Must(200);
        (await Classes(shop)).ShouldBe(["o1 organic", "o2 advertising"]);
        (await Order(shop, "o3", "next", Day(2), "ad")).Text("sourceClass").ShouldBe("organic");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_order_of_reports_changes_nothing_in_the_end(bool late)
    {
        var shop = await Shop();
        await shop.Bind("C", "B");
        var orders = new[] { ("first", Day(2)), ("second", Day(3)) };
        foreach (var (id, paidAt) in late ? orders.Reverse() : orders) await Order(shop, id, "C", paidAt);
        (await Classes(shop)).ShouldBe(["first referral", "second repeat"]);
        (await Order(shop, "first", "C", Day(2))).Text("sourceClass").ShouldBe("referral");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Orders_of_a_claimed_guest_are_repeated_ones_of_the_customer()
    {
        var shop = await Shop();
        await Order(shop, "own", "C", Day(2));
        var guest = (await Order(shop, "guests", null, Day(3))).Text("guestId");
        (await Classes(shop)).ShouldBe(["guests organic", "own organic"]);
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await Classes(shop)).ShouldBe(["guests repeat", "own organic"]);
    }

    [Fact]
    public async Task The_scene_is_kept_as_it_was_sent_and_another_word_is_a_warning()
    {
        var shop = await Shop();
        (await Order(shop, "o1", "C", Day(2), scene: "livestream")).Warnings().ShouldBeEmpty();
        (await Order(shop, "o2", "C", Day(2), scene: "street market")).Warnings().ShouldBe(["unknownScene #/scene"]);
        (await Order(shop, "o3", "C", Day(2))).Warnings().ShouldBeEmpty();
        (await shop.Get("/v1/orders/o1")).Must(200).Text("scene").ShouldBe("livestream");
        (await shop.Get("/v1/orders/o2")).Must(200).Text("scene").ShouldBe("street market");
        (await shop.Get("/v1/orders/o3")).Must(200).Json.TryGetProperty("scene", out _).ShouldBeFalse();

        (await Order(shop, "o1", "C", Day(2), scene: "livestream")).IsReplayed().ShouldBeTrue();
        (await shop.Post("/v1/orders", Content("o1", "C", Day(2), null, "offlineSale")))
            .Refused(409, "ORDER_CONFLICT").Body.ShouldContain("#/scene");
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        (await shop.Put("/v1/products/p1", new { name = "Tea", @class = "tea", rung = "low" })).Must(200);
        foreach (var customerId in new[] { "stranger", "clicked", "passerby", "friend", "both", "brought", "C", "B" })
            (await shop.Post("/v1/customers", new { customerId })).Must(201);
        (await shop.Put("/v1/touchpoints/ad", new { @class = "media", name = "Ad", advertising = true })).Must(200);
        (await shop.Put("/v1/touchpoints/poster", new { @class = "place", name = "Poster" })).Must(200);
        (await shop.Put("/v1/touchpoints/guide", new
        {
            @class = "person",
            name = "Guide",
            inviterId = "B",
            advertising = true,
        })).Must(200);
        return shop;
    }

    private static async Task<string[]> Classes(TestShop shop) =>
    [
        .. (await shop.Get("/v1/orders")).Must(200).List("data")
            .Select(one => $"{one.GetProperty("orderId")} {one.GetProperty("sourceClass")}").Order(),
    ];

    private static async Task<Answer> Order(
        TestShop shop, string orderId, string? customerId, DateTimeOffset paidAt, string? touchpoint = null,
        string? scene = null) =>
        (await shop.Post("/v1/orders", Content(orderId, customerId, paidAt, touchpoint, scene))).Must(201);

    private static object Content(
        string orderId, string? customerId, DateTimeOffset paidAt, string? touchpoint, string? scene) => new
        {
            orderId,
            customerId,
            paidAt,
            touchpoint,
            scene,
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(1_000) } },
        };
}
