using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.PaymentSteps;

namespace SocialCommerce.ApiTests.Flows.Payments;

/// <summary>A part that will not be paid is written off by a person, and the order counts as refunded by it.</summary>
public sealed class WriteOffPaymentTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_order_counts_as_refunded_by_what_is_written_off_and_matures_from_the_decision()
    {
        var shop = await Shop();
        (await Order(shop, "o1")).Must(201).Paid().ShouldBe(["B 1000"]);
        (await shop.Pay("o1", "p", Day(5), 2_000)).Must(200);
        var made = (await shop.WriteOff("o1", "w", 2)).Must(200);
        made.Minor("refunded").ShouldBe(7_000);
        made.Json.GetProperty("payments").Standing().ShouldBe("paidUp 0: 1 1000/0, 2 2000/0");
        (made.Time("completedAt"), made.Time("maturesAt")).ShouldBe((Day(2), Day(12 + 14)));
        (await shop.Net("B")).ShouldBe(300);
        (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data").Single().GetProperty("refundId").GetString()
            .ShouldBe("w");
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await shop.WriteOff("o1", "w", 2)).Must(200).Body.ShouldBe(made.Body);
        await shop.SetClock(Day(27));
        (await shop.Settle(Day(27))).Must(201).Minor("total").ShouldBe(300);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_of_a_part_leaves_the_rest_open_and_shipping_goes_after_the_goods()
    {
        var shop = await Shop();
        (await Order(shop, "o1", shipping: 500)).Must(201);
        (await shop.WriteOff("o1", "w1", 2, 8_500)).Must(200).Minor("refunded").ShouldBe(8_500);
        (await shop.Standing("o1")).ShouldBe("open 1000: 1 1000/0, 2 0/1000");
        (await shop.WaitsFor("o1")).ShouldBe("suspended: payment o1");
        (await shop.Net("B")).ShouldBe(150);
        (await shop.RefundPlain("o1", "r", Day(6), 1_000)).Must(201);
        (await shop.WriteOff("o1", "w2", 2)).Must(200).Minor("refunded")
            .ShouldBe(1_000, "500 of goods, 500 of shipping");
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_amendment_took_off_is_not_taken_again()
    {
        var shop = await Shop();
        (await Order(shop, "o1")).Must(201);
        (await shop.Post("/v1/orders/o1/amendments", new
        {
            amendmentId = "a",
            amendedAt = Day(4),
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(4_000) } },
        })).Must(201);
        (await shop.Pay("o1", "p", Day(5), 3_000, 2)).Must(200);
        var made = (await shop.WriteOff("o1", "w", 2)).Must(200);
        made.Minor("refunded").ShouldBe(0, "the buyer has paid the 40.00 that are owed");
        made.Time("maturesAt").ShouldBe(Day(12 + 14));
        (await shop.Net("B")).ShouldBe(400);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_buyer_who_pays_after_all_has_the_refund_cancelled()
    {
        var shop = await Shop();
        (await Order(shop, "o1")).Must(201);
        (await shop.WriteOff("o1", "w", 2)).Must(200);
        (await shop.Net("B")).ShouldBe(100);
        (await shop.Post(
            "/v1/orders/o1/refunds/w/cancellation", new { cancelledAt = Day(12), reason = "paid late" })).Must(200);
        (await shop.Pay("o1", "p", Day(12), 9_000, 2)).PaymentWarnings().ShouldBe(["paymentExceedsPlan #/amount"]);
        (await shop.Net("B")).ShouldBe(1_000);
        (await shop.WaitsFor("o1")).ShouldBe("pending: ");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        var shop = await Shop();
        (await Order(shop, "o1")).Must(201);
        (await shop.Order("plain", "C", Day(2), 10_000)).Must(201);
        (await shop.RefundPlain("plain", "r", Day(3), 1)).Must(201);
        (await shop.OpenChargeback("plain", "cb", Day(3))).Must(200);
        (await shop.Pay("o1", "p", Day(5), 2_000)).Must(200);
        (await shop.WriteOff("none", "w", 2)).Refused(404, "ORDER_NOT_FOUND");
        (await shop.WriteOff("plain", "w", 1)).RefusedAt(422, "PART_UNKNOWN", "#/part");
        (await shop.WriteOff("o1", "w", 3)).RefusedAt(422, "PART_UNKNOWN", "#/part");
        (await shop.WriteOff("o1", "w", 1)).RefusedAt(422, "WRITE_OFF_EXCEEDS_OPEN", "#/part");
        (await shop.WriteOff("o1", "w", 2, 7_001)).RefusedAt(422, "WRITE_OFF_EXCEEDS_OPEN", "#/amount");
        (await shop.WriteOff("o1", "r", 2)).Refused(409, "REFUND_ID_TAKEN");
        (await shop.WriteOff("o1", "cb", 2)).RefusedAt(409, "CHARGEBACK_ID_TAKEN", "#/writeOffId");
        (await shop.WriteOff("o1", "p", 2)).RefusedAt(409, "WRITE_OFF_CONFLICT", "#/writeOffId");
        (await shop.RefundPlain("unknown", "waits", Day(3), 1)).Must(202);
        (await shop.WriteOff("o1", "waits", 2)).RefusedAt(409, "REFUND_ID_TAKEN", "#/writeOffId");
        (await shop.WriteOff("o1", "w", 2, 1)).Must(200);
        (await shop.WriteOff("o1", "w", 2, 2)).RefusedAt(409, "WRITE_OFF_CONFLICT", "#/amount");
        (await shop.WriteOff("o1", "w", 2, reason: "another")).RefusedAt(409, "WRITE_OFF_CONFLICT", "#/reason");
        (await shop.WriteOff("o1", "w", 1)).RefusedAt(409, "WRITE_OFF_CONFLICT", "#/part");
        (await Order(shop, "o2")).Must(201);
        (await shop.WriteOff("o2", "w", 2)).RefusedAt(409, "WRITE_OFF_CONFLICT", "#/writeOffId");
        (await shop.Pay("o1", "w", Day(5), 1, 2)).RefusedAt(409, "PAYMENT_CONFLICT", "#/paymentId");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_who_earns_by_the_order_does_not_write_it_off()
    {
        var shop = await Shop();
        (await Order(shop, "o1")).Must(201);
        var own = await api.Operator(shop, "own", Roles.Finance);
        (await api.Platform.Put($"/v1/shops/{shop.ShopId}/operators/own", new
        {
            name = "own",
            roles = new[] { Roles.Finance },
            customerIds = new[] { "B" },
        })).Must(200);
        (await own.WriteOff("o1", "w", 2)).Refused(403, "OWN_MONEY");
        (await shop.Standing("o1")).ShouldBe("open 9000: 1 1000/0, 2 0/9000");
        (await (await api.Operator(shop, "other", Roles.Finance)).WriteOff("o1", "w", 2)).Must(200);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.SetClock(Day(12));
        return await api.Operator(shop, "fay", Roles.Finance);
    }

    private static Task<Answer> Order(TestShop shop, string orderId, long shipping = 0) => shop.Post("/v1/orders", new
    {
        orderId,
        customerId = "C",
        paidAt = Day(2),
        completedAt = Day(2),
        shipping = Pence(shipping),
        lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(10_000) } },
        paymentPlan = new { kind = "deposit", parts = new[] { Part(1, 1_000, paid: 2), Part(2, 9_000 + shipping) } },
    });
}
