using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.PaymentSteps;

namespace SocialCommerce.ApiTests.Flows.Payments;

/// <summary>An order that is paid in parts matures once the last part is paid, by that payment's own time.</summary>
public sealed class RecordOrderPaymentTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_deposit_accrues_the_whole_commission_and_the_balance_lets_it_mature()
    {
        var shop = await Shop();
        var order = (await Deposit(shop, "o1")).Must(201);
        order.Paid().ShouldBe(["B 1000"]);
        order.Time("maturesAt").ShouldBeNull();
        order.Json.GetProperty("payments").Standing().ShouldBe("open 9000: 1 1000/0, 2 0/9000");
        (await shop.WaitsFor("o1")).ShouldBe("suspended: payment o1");

        await shop.SetClock(Day(30));
        (await shop.Settle(Day(29))).Must(201).Minor("total").ShouldBe(0);
        (await shop.Partner("B")).Minor("available").ShouldBe(0, "it would have matured on the 16th");
        var paid = (await shop.Pay("o1", "p1", Day(20), 9_000, 2)).Must(200);
        paid.Json.GetProperty("payments").Standing().ShouldBe("paidUp 0: 1 1000/0, 2 9000/0");
        (paid.Time("completedAt"), paid.Time("maturesAt")).ShouldBe((Day(2), Day(20 + 14)));
        (await shop.WaitsFor("o1")).ShouldBe("pending: ");
        (await shop.FailedChecks()).ShouldBeEmpty();
        await shop.SetClock(Day(35));
        (await shop.Settle(Day(35))).Must(201).Minor("total").ShouldBe(1_000);
        (await shop.Standing("o1")).ShouldBe("paidUp 0: 1 1000/0, 2 9000/0");
        (await Told(shop)).ShouldBe(["order.paymentPlanPaidUp o1", "order.paymentRecorded o1"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Instalments_end_alike_whatever_the_order_and_delay_in_which_they_are_reported()
    {
        var shop = await Shop();
        (int Part, int Day)[] payments = [(1, 3), (2, 8), (3, 13)];
        string[] orders = ["ordered", "reversed", "mixed", "waited"];
        await shop.SetClock(Day(14));
        foreach (var order in orders.SkipLast(1)) (await Instalments(shop, order)).Must(201);
        foreach (var (order, sequence) in new[]
        {
            ("ordered", new[] { 0, 1, 2 }), ("reversed", [2, 1, 0]), ("mixed", [1, 2, 0]), ("waited", [2, 0, 1]),
        })
            foreach (var i in sequence)
                (await shop.Pay(order, $"p{i}", Day(payments[i].Day), 3_000, payments[i].Part))
                    .Must(order == "waited" ? 202 : 200);
        (await shop.WaitingFor()).Length.ShouldBe(3);
        (await Instalments(shop, "waited")).Must(201);
        (await shop.WaitingFor()).ShouldBeEmpty();
        foreach (var order in orders)
        {
            (await shop.Standing(order)).ShouldBe("paidUp 0: 1 3000/0, 2 3000/0, 3 3000/0");
            var explained = (await shop.Get($"/v1/orders/{order}/commission")).Must(200);
            (explained.Time("completedAt"), explained.Time("maturesAt")).ShouldBe((Day(2), Day(13 + 14)), order);
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_payment_heard_of_late_matures_the_order_no_earlier_than_it_was_heard_of()
    {
        var shop = await Shop();
        (await Deposit(shop, "o1")).Must(201);
        await shop.SetClock(Day(40));
        (await shop.Pay("o1", "p1", Day(3), 9_000)).Must(200).Time("maturesAt").ShouldBe(Day(40));
        (await shop.Pay("o1", "p0", Day(1), 9_000, 2)).PaymentWarnings().ShouldBe(["paymentExceedsPlan #/amount"]);
        (await shop.WaitsFor("o1")).ShouldBe("matured: ");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_completes_by_itself_only_after_its_last_payment()
    {
        var shop = await Shop();
        (await shop.PartOrder("o1", "C", 2, 10_000, "deposit", null, Part(1, 1_000, paid: 2), Part(2, 9_000))).Must(201)
            .Time("maturesAt").ShouldBeNull();
        var paid = (await shop.Pay("o1", "p1", Day(12), 9_000)).Must(200);
        (paid.Time("completedAt"), paid.Time("maturesAt")).ShouldBe((Day(12 + 15), Day(12 + 15 + 14)));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cases_receipts_and_refunds_go_on_beside_an_open_payment()
    {
        var shop = await Shop();
        (await Deposit(shop, "case")).Must(201);
        (await shop.OpenCase("case", "c", Day(4))).Must(200).Time("maturesAt").ShouldBeNull();
        (await shop.CloseCase("case", "c", Day(6))).Must(200).Time("maturesAt").ShouldBeNull();
        (await shop.PartOrder("late", "C", 2, 10_000, "deposit", null, Part(1, 1_000, paid: 2), Part(2, 9_000)))
            .Must(201);
        (await shop.Complete("late", Day(5))).Must(200).Time("maturesAt").ShouldBeNull();
        (await Deposit(shop, "less")).Must(201);
        (await shop.RefundPlain("less", "r", Day(5), 5_000)).Must(201);
        (await shop.FailedChecks()).ShouldBeEmpty();
        await shop.SetClock(Day(14));
        foreach (var order in new[] { "case", "late", "less" })
            (await shop.Pay(order, "p", Day(10), 9_000, 2)).Must(200).Time("maturesAt").ShouldBe(Day(24), order);
        (await shop.Net("B")).ShouldBe(1_000 + 1_000 + 500);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_of_the_whole_order_closes_its_plan_and_its_cancellation_opens_it_again()
    {
        var shop = await Shop();
        (await Deposit(shop, "o1")).Must(201);
        (await shop.Post("/v1/orders/o1/refunds", new { refundId = "r", refundedAt = Day(3), everything = true }))
            .Must(201);
        (await shop.Standing("o1")).ShouldBe("closed 9000: 1 1000/0, 2 0/9000");
        (await shop.WaitsFor("o1")).ShouldBe("open: ");
        (await shop.Post(
            "/v1/orders/o1/refunds/r/cancellation", new { cancelledAt = Day(4), reason = "reinstated" })).Must(200);
        (await shop.WaitsFor("o1")).ShouldBe("suspended: payment o1");
        (await shop.Pay("o1", "p", Day(9), 9_000)).Must(200).Time("maturesAt").ShouldBe(Day(9 + 14));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_fit_a_plan_is_recorded_with_a_warning()
    {
        var shop = await Shop();
        (await shop.Order("plain", "C", Day(2), 10_000)).Must(201);
        (await shop.Pay("plain", "p", Day(3), 1)).PaymentWarnings().ShouldBe(["noPaymentPlan #/paymentId"]);
        (await shop.Standing("plain")).ShouldBe("none 0: ");
        (await shop.WaitsFor("plain")).ShouldBe("pending: ");
        (await Deposit(shop, "o1")).Must(201);
        (await shop.Pay("o1", "p1", Day(3), 9_001, 7)).PaymentWarnings()
            .ShouldBe(["unknownPart #/part", "paymentExceedsPlan #/amount"]);
        (await shop.Standing("o1")).ShouldBe("paidUp 0: 1 1000/0, 2 9000/0");
        (await Deposit(shop, "gone")).Must(201);
        (await shop.RefundPlain("gone", "r", Day(3), 10_000)).Must(201);
        (await shop.Pay("gone", "p1", Day(4), 1)).PaymentWarnings().ShouldBe(["orderRefunded #/paymentId"]);
        (await shop.PartOrder("sum", "C", 2, 10_000, "instalments", Day(2), Part(1, 1_000, paid: 2), Part(2, 8_994)))
            .Warnings().ShouldContain("paymentPlanDoesNotAddUp #/paymentPlan/parts");
        (await shop.PartOrder("near", "C", 2, 10_000, "instalments", Day(2), Part(1, 1_000, paid: 2), Part(2, 8_995)))
            .Warnings().ShouldNotContain("paymentPlanDoesNotAddUp #/paymentPlan/parts");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_tenders_of_an_order_in_parts_may_be_those_of_the_deposit()
    {
        var shop = await Shop();
        var order = (await shop.Post("/v1/orders", new
        {
            orderId = "o1",
            customerId = "C",
            paidAt = Day(2),
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(10_000) } },
            tenders = new[] { new { kind = "points", amount = Pence(1_000) } },
            paymentPlan = new { kind = "deposit", parts = new[] { Part(1, 1_000, paid: 2), Part(2, 9_000) } },
        })).Must(201);
        order.Minor("value").ShouldBe(9_000, "the balance is money that is still to come");
        order.Paid().ShouldBe(["B 900"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_again_is_the_same_and_other_content_is_refused()
    {
        var shop = await Shop();
        var order = (await Deposit(shop, "o1")).Must(201);
        (await Deposit(shop, "o1")).FirstAnswer().ShouldBe(order.Body);
        (await shop.PartOrder(
            "o1", "C", 2, 10_000, "deposit", Day(2), Part(1, 1_000, paid: 2), Part(2, 9_000, due: 11)))
            .RefusedAt(409, "ORDER_CONFLICT", "#/paymentPlan/parts/1/dueAt");
        var first = (await shop.Pay("o1", "p1", Day(3), 4_000, 2)).Must(200);
        (await shop.Pay("o1", "p1", Day(3), 4_000, 2)).Must(200).Body.ShouldBe(first.Body);
        (await shop.Pay("o1", "p1", Day(3), 4_001, 2)).RefusedAt(409, "PAYMENT_CONFLICT", "#/amount");
        (await shop.Pay("o1", "p1", Day(4), 4_000, 2)).RefusedAt(409, "PAYMENT_CONFLICT", "#/paidAt");
        (await shop.Pay("o1", "p1", Day(3), 4_000)).RefusedAt(409, "PAYMENT_CONFLICT", "#/part");
        (await shop.Pay("o1", "p2", Day(13), 1, 1)).RefusedAt(422, "TIME_IN_FUTURE", "#/paidAt");
        (await shop.Pay("o1", "p2", Day(3), 0)).Refused(422, "VALIDATION_FAILED");
        (await shop.Standing("o1")).ShouldBe("open 5000: 1 1000/0, 2 4000/5000");
        (await shop.Pay("later", "w", Day(3), 1)).Must(202);
        (await shop.Pay("later", "w", Day(3), 2)).RefusedAt(409, "PAYMENT_CONFLICT", "#/amount/amount");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_that_cannot_be_read_is_refused_at_its_place()
    {
        var shop = await Shop();
        await Refused("PARTS_COUNT", "#/paymentPlan/parts");
        await Refused("PART_REPEATED", "#/paymentPlan/parts/1/number", Part(1, 1), Part(1, 2));
        await Refused("PART_OUT_OF_RANGE", "#/paymentPlan/parts/0/number", Part(0, 1));
        await Refused("AMOUNT_OUT_OF_RANGE", "#/paymentPlan/parts/0/amount/amount", Part(1, -1));
        await Refused(
            "CURRENCY_MISMATCH", "#/paymentPlan/parts/0/amount/currency",
            new { number = 1, amount = new { amount = 1, currency = "USD" } });
        (await shop.PartOrder("o1", "C", 2, 10_000, "lease", null, Part(1, 10_000)))
            .Body.ShouldContain("\"#/paymentPlan/kind\"");
        (await shop.PartOrder("o1", "C", 2, 10_000, "deposit", null, Part(1, 10_000, paid: 13)))
            .RefusedAt(422, "TIME_IN_FUTURE", "#/paymentPlan/parts/0/paidAt");

        async Task Refused(string code, string pointer, params object[] parts)
        {
            var answer = await shop.PartOrder("o1", "C", 2, 10_000, "deposit", null, parts);
            answer.Status.ShouldBe(422, answer.Body);
            answer.Body.ShouldContain($"\"pointer\":\"{pointer}\",\"code\":\"{code}\"");
        }
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop("manual", now: Day(1))).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.SetClock(Day(12));
        return shop;
    }

    private static Task<Answer> Deposit(TestShop shop, string orderId) => shop.PartOrder(
        orderId, "C", 2, 10_000, "deposit", Day(2), Part(1, 1_000, paid: 2), Part(2, 9_000, due: 10));

    private static Task<Answer> Instalments(TestShop shop, string orderId) => shop.PartOrder(
        orderId, "C", 2, 9_000, "instalments", Day(2), Part(1, 3_000, 3), Part(2, 3_000, 8), Part(3, 3_000, 13));

    private async Task<List<string>> Told(TestShop shop)
    {
        var told = new List<string>();
        await using var command = api.Owner.CreateCommand($"""
            select type || ' ' || (payload ->> 'orderId') from outbox
            where shop_id = {shop.ShopKey} and type like 'order.payment%' order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) told.Add(reader.GetString(0));
        return told;
    }
}
