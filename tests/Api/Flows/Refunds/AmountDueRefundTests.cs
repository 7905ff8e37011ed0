using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Refunds;

/// <summary>Refunds speak of the buyer's money, and take the same part of what the plan counts.</summary>
public sealed class AmountDueRefundTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Three_units_under_a_platform_coupon_refunded_for_what_was_paid_leave_nothing()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 3, 10_000, (6_000, "platform"))])).Paid().ShouldBe(["B 3000"]);
        var nets = new List<long>();
        for (var i = 1; i <= 3; i++)
        {
            (await Refund(shop, $"r{i}", Row("1", 1, 8_000))).Must(201).Minor("goods").ShouldBe(8_000);
            nets.Add(await shop.Net("B"));
        }
        nets.ShouldBe([2_000, 1_000, 0]);
        var order = (await shop.Get("/v1/orders/o")).Must(200);
        (order.Minor("due"), order.Minor("value"), order.Minor("refundedGoods"), order.Minor("left"))
            .ShouldBe((24_000, 30_000, 24_000, 0));
        await Settled(shop);
    }

    [Fact]
    public async Task Two_units_paid_partly_with_points_refunded_for_their_price_leave_nothing()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 2, 10_000)], tenders: [Tender("points", 5_000), Tender("card", 15_000)]))
            .Paid().ShouldBe(["B 1500"]);
        var nets = new List<long>();
        for (var i = 1; i <= 2; i++)
        {
            (await Refund(shop, $"r{i}", Row("1", 1, 10_000))).Must(201);
            nets.Add(await shop.Net("B"));
        }
        nets.ShouldBe([750, 0]);
        await Settled(shop);
    }

    [Fact]
    public async Task An_order_paid_with_a_few_points_refunded_whole_leaves_nothing()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 1, 3_609)], tenders: [Tender("points", 88), Tender("card", 3_521)]))
            .Paid().ShouldBe(["B 352"]);
        (await shop.RefundPlain("o", "r1", Day(3), 3_609)).Must(201).Minor("goods").ShouldBe(3_609);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.Get("/v1/customers/C/journey")).Must(200).Minor("net").ShouldBe(0);
        await Settled(shop);
    }

    [Fact]
    public async Task A_goodwill_and_then_the_unit_by_quantity_leave_nothing()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 1, 10_000)])).Must(201);
        (await shop.RefundLine("o", "r1", Day(3), "1", 1_000)).Must(201);
        (await shop.Net("B")).ShouldBe(900);
        (await shop.RefundUnits("o", "r2", Day(3), "1", 1)).Must(201).Minor("goods").ShouldBe(9_000);
        (await shop.Net("B")).ShouldBe(0);
        await Settled(shop);
    }

    [Fact]
    public async Task Units_for_a_penny_more_than_was_paid_are_taken_with_a_warning()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 10, 2_390, (5_975, "merchant"))])).Paid().ShouldBe(["B 1792"]);
        var taken = await Refund(shop, "r1", Row("1", 10, 17_926));
        taken.Warnings().ShouldBe(["refundExceedsPaid #/lines/0/amount"]);
        taken.Minor("goods").ShouldBe(17_925);
        (await shop.Net("B")).ShouldBe(0);
        await Settled(shop);
    }

    [Fact]
    public async Task Goods_that_come_back_with_a_penny_too_much_shipping_count()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 1, 10_000)], more: ("shipping", Pence(500)))).Must(201);
        (await Refund(shop, "r1", [Row("1", 1)], ("shipping", Pence(501))))
            .Warnings().ShouldBe(["refundExceedsPaid #/shipping"]);
        (await shop.Net("B")).ShouldBe(0);
        await Settled(shop);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_is_far_too_large_waits_whether_it_comes_before_its_order_or_after(bool before)
    {
        var shop = await Shop();
        if (before) (await shop.RefundPlain("o", "r1", Day(3), 99_999)).Must(202);
        (await Order(shop, lines: [Line("1", 1, 10_000)])).Paid().ShouldBe(["B 1000"]);
        var kept = (await shop.RefundPlain("o", "r1", Day(3), 99_999)).Must(202);
        (kept.Text("status"), kept.Text("reason")).ShouldBe(("waiting", "exceedsPaid"));
        await shop.SetClock(Day(4));
        var listed = (await shop.Waiting()).ShouldHaveSingleItem();
        (listed.GetProperty("reason").GetString(), listed.GetProperty("ageSeconds").GetInt64())
            .ShouldBe(("exceedsPaid", 24 * 3_600));
        (await shop.Net("B")).ShouldBe(1_000);
        (await api.Announced(shop))[^1].ShouldBe("event.waiting refund o r1 exceedsPaid");
        await Settled(shop);
    }

    [Fact]
    public async Task A_person_books_what_is_left_of_the_order_in_place_of_what_exceeds_it()
    {
        var shop = await Shop();
        var support = await api.Operator(shop, "sue", Roles.Support);
        (await Order(shop, lines: [Line("1", 1, 10_000, (4_000, "platform"))])).Paid().ShouldBe(["B 1000"]);
        (await shop.RefundPlain("o", "r1", Day(3), 1_000)).Must(201);
        (await shop.RefundPlain("o", "r2", Day(3), 6_000)).Must(202).Text("reason").ShouldBe("exceedsPaid");
        var waits = await shop.EventOf("refund", "o");
        (await support.Resolve(waits, "attach", "o")).Refused(422, "OVER_REFUND").Pointer.ShouldBe("#/orderId");
        (await support.Resolve(waits, "book", "o", 6_000)).Must(200).Minor("goods").ShouldBe(5_000);
        (await shop.Get("/v1/orders/o")).Must(200).Minor("refundedGoods").ShouldBe(6_000);
        (await shop.Net("B")).ShouldBe(0);
        await Settled(shop);
    }

    [Fact]
    public async Task A_lost_chargeback_takes_all_that_the_buyer_still_had_paid()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 2, 10_000, (4_000, "platform"))], more: ("tax", Pence(2_000))))
            .Must(201);
        (await shop.RefundUnits("o", "r1", Day(3), "1", 1)).Must(201);
        (await shop.OpenChargeback("o", "cb", Day(4))).Must(200);
        (await shop.DecideChargeback("o", "cb", "lost", Day(5))).Must(200);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.Get("/v1/orders/o")).Must(200).Minor("refundedGoods").ShouldBe(16_000);
        await Settled(shop);
    }

    [Fact]
    public async Task Of_refunds_of_the_whole_order_at_once_one_counts_and_the_others_wait()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 2, 10_000, (4_000, "platform"))])).Must(201);
        var answers = await Task.WhenAll(
            Enumerable.Range(1, 6).Select(i => Refund(shop, $"r{i}", Row("1", 1, 16_000))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Status == 202).ShouldBe(5);
        (await shop.Net("B")).ShouldBe(0);
        await Settled(shop);
    }

    [Fact]
    public async Task Rows_as_platforms_write_them_add_up()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 4, 1_000), Line("2", 1, 500)])).Must(201);
        (await Refund(shop, "r1", Row("1", 1), Row("1", 2), Row("2", 0, 100))).Must(201).Minor("goods").ShouldBe(3_100);
        var lines = (await shop.Get("/v1/orders/o")).Must(200).List("lines");
        lines.Select(line => line.GetProperty("refundedQuantity").GetRawText()).ShouldBe(["3", "0"]);
        (await shop.Net("B")).ShouldBe(140);
        await Settled(shop);
    }

    [Fact]
    public async Task A_tolerance_of_nothing_tolerates_nothing()
    {
        var shop = await Shop();
        (await shop.Put("/v1/order-settings", new { refundToleranceMinor = 0, tenderToleranceMinor = 5 })).Must(200);
        (await Order(shop, lines: [Line("1", 1, 10_000)])).Must(201);
        (await shop.RefundPlain("o", "r1", Day(3), 10_001)).Must(202).Text("reason").ShouldBe("exceedsPaid");
        (await shop.RefundPlain("o", "r2", Day(3), 10_000)).Must(201);
        await Settled(shop);
    }

    [Fact]
    public async Task A_line_that_the_platform_paid_whole_goes_by_its_units()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 3, 1_000, (3_000, "platform"))])).Paid().ShouldBe(["B 300"]);
        (await shop.RefundUnits("o", "r1", Day(3), "1", 1)).Must(201).Minor("goods").ShouldBe(0);
        (await shop.Net("B")).ShouldBe(200);
        (await Refund(shop, "r2", Row("1", 2, 0))).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        await Settled(shop);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused()
    {
        var shop = await Shop();
        (await Order(shop, lines: [Line("1", 1, 10_000)])).Must(201);
        (await shop.RefundUnits("o", "r1", Day(3), "9", 1)).Refused(422, "LINE_UNKNOWN")
            .Pointer.ShouldBe("#/lines/0/lineId");
        (await Refund(shop, "r1", Row("1", 1, -1))).Refused(422, "VALIDATION_FAILED");
        (await Refund(shop, "r1", Row("1", 0.00001m))).Refused(422, "VALIDATION_FAILED");
        (await shop.Post("/v1/orders/o/refunds", new
        {
            refundId = "r1",
            refundedAt = Day(3),
            amount = new { amount = 5, currency = "EUR" },
        })).Refused(422, "VALIDATION_FAILED");
        (await shop.Get("/v1/orders/o/refunds")).Must(200).List("data").ShouldBeEmpty();
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    private static async Task Settled(TestShop shop) => (await shop.FailedChecks()).ShouldBeEmpty();

    private static Task<Answer> Order(
        TestShop shop, object[] lines, object[]? tenders = null, params (string Name, object Value)[] more) =>
        BuyersMoney.Order(shop, "o", lines, tenders, more);

    private static Task<Answer> Refund(TestShop shop, string refundId, params object[] rows) =>
        BuyersMoney.Refund(shop, "o", refundId, rows);

    private static Task<Answer> Refund(
        TestShop shop, string refundId, object[] rows, params (string Name, object Value)[] more) =>
        BuyersMoney.Refund(shop, "o", refundId, rows, more);

    private static object Line(string lineId, decimal quantity, long price, params (long Amount, string By)[] off) =>
        BuyersMoney.Line(lineId, quantity, price, off);

    private static object Row(string lineId, decimal? quantity, long? amount = null) =>
        BuyersMoney.Row(lineId, quantity, amount);

    private static object Tender(string kind, long amount) => new { kind, amount = Pence(amount) };
}
