using System.Text.Json.Nodes;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using SocialCommerce.Kernel.Text;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Payments;

/// <summary>An order may be paid in another currency; everything counts in the shop's, and both are shown.</summary>
public sealed class PaidCurrencyTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Both_currencies_are_shown_and_the_order_counts_in_the_shops()
    {
        var shop = await Shop();
        var order = (await Order(shop, "o1")).Must(201);
        order.Warnings().ShouldBe(["unknownProduct #/lines/1/productId"]);
        order.Paid().ShouldBe(["B 1050"]);
        var paidIn = """{"amount":{"amount":13300,"currency":"USD"},"rate":"0.7895"}""";
        order.Json.GetProperty("paidIn").GetRawText().ShouldBe(paidIn);
        (await shop.Get("/v1/orders/o1")).Must(200).Json.GetProperty("paidIn").GetRawText().ShouldBe(paidIn);
        (await Order(shop, "o1")).FirstAnswer().ShouldBe(order.Body);
        (await Order(shop, "o1", paid: 13_301)).RefusedAt(409, "ORDER_CONFLICT", "#/paidIn/amount/amount");
        (await Order(shop, "far", paid: 13_500)).Warnings().ShouldBe(["paidInDiffers #/paidIn"]);
        (await Order(shop, "bad", rate: "0")).Body
            .ShouldContain("\"pointer\":\"#/paidIn/rate\",\"code\":\"RATE_INVALID\"");
        (await Order(shop, "bad", currency: "ZZZ")).Body
            .ShouldContain("\"pointer\":\"#/paidIn/amount/currency\",\"code\":\"CURRENCY_UNKNOWN\"");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refunds_in_the_currency_of_payment_take_exactly_the_whole()
    {
        var shop = await Shop();
        (await Order(shop, "o1")).Must(201);
        // 133.00 USD are 88.67 and 44.33 for the two lines of 70.00 and 35.00 GBP.
        var first = (await Refund(shop, "o1", "r1", new { lines = new[] { Line("1", 3_333) } })).Must(201);
        first.Minor("goods").ShouldBe(2_631);
        first.Json.GetProperty("paidIn").GetRawText().ShouldBe("""{"amount":3333,"currency":"USD"}""");
        (await Refund(shop, "o1", "r1", new { lines = new[] { Line("1", 3_333) } })).Body.ShouldBe(first.Body);
        (await Refund(shop, "o1", "r1", new { lines = new[] { Line("1", 3_334) } })).Refused(409, "REFUND_CONFLICT");
        (await Refund(shop, "o1", "r2", new { lines = new[] { Line("1", 8_867 - 3_333) } })).Minor("goods")
            .ShouldBe(7_000 - 2_631);
        (await shop.Net("B")).ShouldBe(350);
        var rest = (await Refund(shop, "o1", "r3", new { amount = Usd(4_433) })).Must(201);
        rest.Minor("goods").ShouldBe(3_500);
        rest.TryWarnings().ShouldBeEmpty();
        (await shop.Net("B")).ShouldBe(0);
        (await shop.Get("/v1/orders/o1")).Minor("left").ShouldBe(0);
        (await shop.Get("/v1/orders/o1/refunds")).List("data")[0].GetProperty("lines").GetRawText()
            .ShouldContain("\"currency\":\"USD\"");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_refund_gives_back_what_it_counted_for_and_the_next_one_takes_the_whole()
    {
        var shop = await Shop();
        (await Order(shop, "o1")).Must(201);
        foreach (var (id, amount) in new[] { ("r1", 3_333), ("r2", 1_111) })
            (await Refund(shop, "o1", id, new { lines = new[] { Line("1", amount) } })).Must(201);
        (await shop.Post(
            "/v1/orders/o1/refunds/r1/cancellation", new { cancelledAt = Day(6), reason = "bank" })).Must(200);
        (await Refund(shop, "o1", "r3", new { lines = new[] { Line("1", 8_867 - 1_111) } })).Must(201);
        (await shop.Get("/v1/orders/o1")).Minor("refundedGoods").ShouldBe(7_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_amendment_changes_what_is_owed_and_not_the_rate()
    {
        var shop = await Shop();
        (await Order(shop, "o1")).Must(201);
        (await shop.Post("/v1/orders/o1/amendments", new
        {
            amendmentId = "a",
            amendedAt = Day(4),
            lines = new[] { new { lineId = "2", productId = "p2", quantity = 0 } },
        })).Must(201);
        (await Refund(shop, "o1", "r1", new { amount = Usd(8_867) })).Must(201).Minor("goods").ShouldBe(7_000);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_currency_is_refused_and_a_refund_before_its_order_waits_for_it()
    {
        var shop = await Shop();
        (await Order(shop, "o1")).Must(201);
        (await shop.Order("pounds", "C", Day(2), 5_000)).Must(201);
        foreach (var (order, currency) in new[] { ("o1", "EUR"), ("pounds", "USD") })
        {
            var refused = await Refund(shop, order, "r1", new { amount = new { amount = 5, currency } });
            refused.Status.ShouldBe(422, refused.Body);
            refused.Body.ShouldContain("\"pointer\":\"#/amount\",\"code\":\"CURRENCY_MISMATCH\"");
        }
        (await Refund(shop, "o1", "r1", new { amount = Usd(5), shipping = Pence(5) })).Body
            .ShouldContain("\"pointer\":\"#/amount\",\"code\":\"CURRENCY_MISMATCH\"");
        (await Refund(shop, "later", "r2", new { amount = Usd(13_300) })).Must(202);
        (await Refund(shop, "others", "r3", new { amount = Usd(100) })).Must(202);
        (await Order(shop, "later")).Must(201);
        (await shop.Get("/v1/orders/later")).Minor("left").ShouldBe(0);
        (await shop.Order("others", "C", Day(2), 5_000)).Must(201);
        (await shop.WaitingFor()).ShouldBe(["refund r3 refundCurrency"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
        var person = await api.Operator(shop, "sue", Roles.Support);
        var waits = await shop.EventOf("refund", "others");
        (await person.Resolve(waits, "attach", "others")).Refused(422, "REFUND_CURRENCY");
        (await person.Resolve(waits, "attach", "o1")).Must(200);
        (await shop.Get("/v1/orders/o1")).Minor("refundedGoods").ShouldBe(79);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refunds_at_once_in_both_currencies_take_no_more_than_the_order()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        (await Order(shop, "o1")).Must(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Refund(
            i % 2 == 0 ? shop : other, "o1", $"r{i % 6}",
            new { lines = new[] { i % 3 == 0 ? new StatedLine("2", Pence(350)) : Line("1", 1_000) } })));
        foreach (var answer in answers) answer.Must(201);
        (await shop.Get("/v1/orders/o1")).Minor("refundedGoods").ShouldBe((2 * 350) + 3_158, "4 × 10.00 USD of 88.67");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    private static object Usd(long amount) => new { amount, currency = "USD" };

    private static StatedLine Line(string lineId, long amount) => new(lineId, Usd(amount));

    private sealed record StatedLine(string LineId, object Amount);

    private static Task<Answer> Refund(TestShop shop, string orderId, string refundId, object parts)
    {
        var body = JsonNode.Parse(Json.Write(parts))!.AsObject();
        body["refundId"] = refundId;
        body["refundedAt"] = Day(5).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        return shop.Post($"/v1/orders/{orderId}/refunds", body);
    }

    private static Task<Answer> Order(
        TestShop shop, string orderId, long paid = 13_300, string currency = "USD", string rate = "0.7895") =>
        shop.Post("/v1/orders", new
        {
            orderId,
            customerId = "C",
            paidAt = Day(2),
            completedAt = Day(2),
            lines = new[]
            {
                new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(7_000) },
                new { lineId = "2", productId = "p2", quantity = 1, unitPrice = Pence(3_500) },
            },
            paidIn = new { amount = new { amount = paid, currency }, rate },
        });
}
