using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>An order that is cancelled before shipment: a refund of everything that is left of it.</summary>
public sealed class RefundEverythingTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_order_pays_back_goods_shipping_and_tax_and_leaves_nothing(bool included)
    {
        var shop = await Shop(included);
        var refund = (await Everything(shop, "o1", "x1")).Must(201);
        refund.Minor("goods").ShouldBe(1_000);
        refund.Minor("shipping").ShouldBe(300);
        refund.Json.TryGetProperty("tax", out _).ShouldBe(!included);
        refund.TryWarnings().ShouldBeEmpty();
        await IsGone(shop);
        var listed = (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data").ShouldHaveSingleItem();
        listed.GetProperty("everything").GetBoolean().ShouldBeTrue();
        listed.TryGetProperty("lines", out _).ShouldBeFalse("it is listed as it was reported");
        (await Everything(shop, "o1", "x1")).Must(201).Body.ShouldBe(refund.Body);
        (await Everything(shop, "o1", "x2")).Must(201).Minor("goods").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_takes_what_earlier_refunds_and_amendments_left_and_can_be_undone()
    {
        var shop = await Shop(true);
        (await shop.RefundLine("o1", "r1", Day(2), "1", 480)).Must(201);
        (await shop.Amend("o1", "a1", Day(2), AmendmentSteps.Line("2", 1.5m, 200, "p2"))).Must(201);
        var left = (await shop.Get("/v1/orders/o1")).Must(200).Minor("left");
        var refund = (await Everything(shop, "o1", "x1")).Must(201);
        refund.TryWarnings().ShouldBeEmpty();
        await IsGone(shop);
        (await shop.Post("/v1/orders/o1/refunds/x1/cancellation", new { cancelledAt = Day(4), reason = "Bank" }))
            .Must(200);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("left").ShouldBe(left);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_is_reported_before_its_order_waits_and_takes_effect_with_it()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await Everything(shop, "o1", "x1")).Must(202).Text("reason").ShouldBe("orderUnknown");
        (await Everything(shop, "o1", "x1")).Must(202).IsReplayed().ShouldBeTrue();
        (await shop.Post("/v1/orders", Order(true))).Must(201);
        await IsGone(shop);
        (await Everything(shop, "o1", "x1")).Must(201).Minor("goods").ShouldBe(1_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_at_once_take_the_order_back_once()
    {
        var shop = await Shop(true);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Everything(shop, "o1", $"x{i}")));
        answers.Sum(answer => answer.Must(201).Minor("goods")).ShouldBe(1_000);
        await IsGone(shop);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_stands_alone()
    {
        var shop = await Shop(true);
        (await shop.Post("/v1/orders/o1/refunds", new
        {
            refundId = "x1",
            refundedAt = Day(3),
            everything = true,
            amount = Pence(1),
        })).Refused(422, "VALIDATION_FAILED").Body
            .ShouldContain("""{"pointer":"#/everything","code":"EVERYTHING_ALONE",""");
        (await shop.Post("/v1/orders/o1/refunds", new
        {
            refundId = "x1",
            refundedAt = Day(3),
            everything = false,
        })).Refused(422, "VALIDATION_FAILED").Body.ShouldContain("REFUND_EMPTY");
        (await Everything(shop, "o1", "x1")).Must(201);
        (await shop.RefundPlain("o1", "x1", Day(3), 1)).Refused(409, "REFUND_CONFLICT");
    }

    private static async Task IsGone(TestShop shop)
    {
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("left").ShouldBe(0);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.Get("/v1/customers/C/journey")).Must(200).Minor("net").ShouldBe(0);
    }

    private static Task<Answer> Everything(TestShop shop, string orderId, string refundId) =>
        shop.Post($"/v1/orders/{orderId}/refunds", new
        {
            refundId,
            refundedAt = Day(3),
            everything = true,
            reason = "Cancelled by the buyer",
        });

    /// <summary>Two units at 5.00, shipping of 3.00 and tax of 0.50.</summary>
    private static object Order(bool pricesIncludeTax) => new
    {
        orderId = "o1",
        customerId = "C",
        paidAt = Day(2),
        pricesIncludeTax,
        shipping = Pence(300),
        tax = Pence(50),
        lines = new[] { new { lineId = "1", productId = "p1", quantity = 2, unitPrice = Pence(500) } },
    };

    /// <summary>B's buyer C has paid o1.</summary>
    private async Task<TestShop> Shop(bool pricesIncludeTax)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Post("/v1/orders", Order(pricesIncludeTax))).Paid().ShouldBe(["B 100"]);
        return shop;
    }
}
