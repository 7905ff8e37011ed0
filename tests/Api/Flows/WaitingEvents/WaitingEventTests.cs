using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.WaitingEvents;

/// <summary>Whatever happens to an order is kept until the order is reported, and takes effect with it.</summary>
public sealed class WaitingEventTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_shipment_and_a_completion_take_effect_when_the_order_comes()
    {
        var shop = await Shop();
        var waits = (await shop.Ship("o1", Day(3), "2", "1")).Must(202);
        (waits.Text("status"), waits.Text("kind"), waits.Text("reason")).ShouldBe(
            ("waiting", "shipment", "orderUnknown"));
        (await shop.Ship("o1", Day(3), "1", "2")).Must(202).Body.ShouldBe(waits.Body, "the lines in another order");
        (await shop.Complete("o1", Day(5), "1")).Must(202);
        (await shop.Complete("o1", Day(6))).Must(202);
        (await shop.OpenOrder("o1", "C", Day(2), 600, 400)).Must(201).Time("maturesAt").ShouldBe(Day(2 + 15 + 14));
        (await shop.Waiting()).ShouldBeEmpty();
        var again = (await shop.Complete("o1", Day(6))).Must(200);
        again.Time("completedAt").ShouldBe(Day(6));
        again.Time("maturesAt").ShouldBe(Day(6 + 14));
        again.List("lines").Select(line => line.GetProperty("completedAt").GetDateTimeOffset())
            .ShouldBe([Day(5), Day(6)]);
        again.IsReplayed().ShouldBeTrue();
        (await shop.Ship("o1", Day(3), "2", "1")).Must(200).List("lines")
            .ShouldAllBe(line => line.GetProperty("shippedAt").GetDateTimeOffset() == Day(3));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_and_its_closure_take_effect_in_their_order_whichever_was_reported_first()
    {
        var shop = await Shop();
        (await shop.CloseCase("o1", "c1", Day(9))).Must(202);
        var waits = (await shop.OpenCase("o1", "c1", Day(4))).Must(202);
        (await shop.OpenCase("o1", "c1", Day(4))).Must(202).Body.ShouldBe(waits.Body);
        (await shop.OpenCase("o1", "c1", Day(5))).Refused(409, "CASE_ID_REUSED").Pointer.ShouldBe("#/openedAt");
        (await shop.CloseCase("o1", "c1", Day(8))).Refused(409, "CASE_CLOSED").Pointer.ShouldBe("#/closedAt");
        (await shop.OpenCase("o2", "c1", Day(4))).Must(202).Text("eventId").ShouldNotBe(
            waits.Text("eventId"), "another order's case");
        (await shop.OpenOrder("o1", "C", Day(2), 1_000)).Must(201);
        var closed = (await shop.CloseCase("o1", "c1", Day(9))).Must(200);
        (closed.Time("completedAt"), closed.Time("maturesAt")).ShouldBe((Day(2 + 15 + 5), Day(2 + 15 + 5 + 14)));
        (await shop.WaitingFor()).ShouldBe(["afterSale c1 orderUnknown"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_closure_and_an_outcome_that_come_before_their_opening_wait_for_it_on_a_known_order()
    {
        var shop = await Shop();
        (await shop.OpenOrder("o1", "C", Day(2), 1_000)).Must(201);
        (await shop.CloseCase("o1", "c1", Day(9))).Must(202).Text("reason").ShouldBe("caseUnknown");
        (await shop.DecideChargeback("o1", "cb1", "lost", Day(9))).Must(202).Text("reason")
            .ShouldBe("chargebackUnknown");
        (await shop.FailedChecks()).ShouldBeEmpty();
        (await shop.OpenCase("o1", "c1", Day(4))).Must(200);
        (await shop.OpenChargeback("o1", "cb1", Day(5))).Must(200);
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.CloseCase("o1", "c1", Day(9))).Must(200);
        (await shop.DecideChargeback("o1", "cb1", "lost", Day(9))).Must(200).Text("status").ShouldBe("lost");
        (await shop.Net("B")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("won", 100)]
    [InlineData("lost", 0)]
    public async Task A_chargeback_and_its_outcome_take_effect_when_the_order_comes(string outcome, long net)
    {
        var shop = await Shop();
        (await shop.DecideChargeback("o1", "cb1", outcome, Day(6))).Must(202);
        var waits = (await shop.OpenChargeback("o1", "cb1", Day(5))).Must(202);
        (await shop.OpenChargeback("o1", "cb1", Day(5))).Must(202).Body.ShouldBe(waits.Body);
        (await shop.OpenChargeback("o2", "cb1", Day(5))).Refused(409, "CHARGEBACK_ID_REUSED");
        (await shop.DecideChargeback("o1", "cb1", outcome, Day(7))).Refused(409, "CHARGEBACK_DECIDED");
        (await shop.RefundPlain("o1", "cb1", Day(5), 5)).Refused(409, "CHARGEBACK_ID_TAKEN");
        (await shop.Order("o1", "C", Day(2), 1_000)).Paid().ShouldBe(["B 100"]);
        (await shop.OpenChargeback("o1", "cb1", Day(5))).Must(200).Text("status").ShouldBe(outcome);
        (await shop.Net("B")).ShouldBe(net);
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_fit_when_the_order_comes_goes_on_waiting_with_its_reason()
    {
        var shop = await Shop();
        (await shop.Ship("o1", Day(1))).Must(202);
        (await shop.Ship("o1", Day(3))).Must(202);
        (await shop.Ship("o1", Day(4))).Must(202);
        (await shop.Complete("o1", Day(5), "9")).Must(202);
        (await shop.OpenCase("o1", "c1", Day(4), "9")).Must(202);
        (await shop.CloseCase("o1", "c1", Day(5))).Must(202);
        (await shop.OpenChargeback("o1", "cb1", Day(1))).Must(202);
        (await shop.DecideChargeback("o1", "cb1", "won", Day(5))).Must(202);
        (await shop.OpenOrder("o1", "C", Day(2), 1_000)).Must(201);
        (await shop.WaitingFor()).ShouldBe(
            [
                "shipment beforePayment", "shipment alreadyShipped", "completion lineUnknown",
                "afterSale c1 lineUnknown", "afterSaleClosure c1 caseUnknown", "chargeback cb1 beforePayment",
                "chargebackOutcome cb1 chargebackUnknown",
            ], ignoreOrder: true);
        (await shop.Ship("o1", Day(4))).Must(202).Text("reason").ShouldBe("alreadyShipped");
        (await shop.Ship("o1", Day(3))).Must(200);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_case_that_was_reported_before_its_order_suspends_it_however_late_the_order_comes()
    {
        var shop = await Shop();
        (await shop.OpenCase("o1", "c1", Day(4))).Must(202);
        (await shop.Complete("o2", Day(20))).Must(202);
        await shop.SetClock(Day(40));
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201).Time("maturesAt").ShouldBe(Day(40));
        var opened = (await shop.OpenCase("o1", "c1", Day(4))).Must(200);
        opened.Json.GetProperty("afterSale").GetProperty("suspends").GetBoolean().ShouldBeTrue();
        opened.Time("maturesAt").ShouldBeNull();
        (await shop.OpenOrder("o2", "C", Day(2), 1_000)).Must(201);
        var completed = (await shop.Complete("o2", Day(20))).Must(200);
        (completed.Time("completedAt"), completed.Time("maturesAt")).ShouldBe((Day(20), Day(40)));
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_storefront_is_told_what_begins_to_wait_and_what_became_of_it()
    {
        var shop = await Shop();
        (await shop.Ship("o1", Day(3))).Must(202);
        (await shop.OpenCase("o1", "c1", Day(4), "9")).Must(202);
        (await shop.OpenOrder("o1", "C", Day(2), 1_000)).Must(201);
        (await api.Announced(shop)).ShouldBe([
            "event.waiting shipment o1 orderUnknown", "event.waiting afterSale o1 c1 orderUnknown",
            "event.resolved shipment o1 applied o1", "event.waiting afterSale o1 c1 lineUnknown",
        ]);
    }

    [Fact]
    public async Task The_list_is_filtered_and_comes_in_pages()
    {
        var shop = await Shop();
        for (var i = 1; i <= 3; i++) (await shop.Ship($"o{i}", Day(3))).Must(202);
        (await shop.RefundPlain("o1", "r1", Day(3), 5)).Must(202);
        (await shop.Order("o3", "C", Day(2), 1_000)).Must(201);
        (await shop.WaitingFor("?kind=shipment")).Length.ShouldBe(2);
        (await shop.WaitingFor("?orderId=o1")).ShouldBe(["shipment orderUnknown", "refund r1 orderUnknown"]);
        (await shop.WaitingFor("?orderId=o1&kind=refund")).ShouldBe(["refund r1 orderUnknown"]);
        (await shop.WaitingFor("?status=applied")).ShouldBe(["shipment orderUnknown"]);
        var first = (await shop.Get("/v1/waiting-events?limit=2")).Must(200);
        first.List("data").Length.ShouldBe(2);
        (await shop.Waiting($"?limit=2&cursor={first.Text("nextCursor")}")).ShouldHaveSingleItem();
        (await shop.Get("/v1/waiting-events?kind=order")).Refused(422, "VALUE_UNKNOWN").Pointer.ShouldBe("?kind");
        (await shop.Get("/v1/waiting-events?status=refused")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get("/v1/waiting-refunds")).Refused(404, "NOT_FOUND");
        (await shop.Get("/v1/reports/totals")).Must(200).Number("waitingEvents").ShouldBe(3);
    }

    [Fact]
    public async Task Only_what_cannot_be_read_is_refused()
    {
        var shop = await Shop();
        var longId = new string('x', 65);
        (await shop.Ship(longId, Day(3))).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/orderId");
        (await shop.OpenCase(longId, "c1", Day(3))).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/orderId");
        (await shop.OpenChargeback(longId, "cb1", Day(3))).Refused(422, "VALIDATION_FAILED");
        (await shop.DecideChargeback("o1", "cb1", "drawn", Day(3))).Refused(422, "VALIDATION_FAILED");
        (await shop.Put("/v1/shop/clock", new { now = Day(5), mode = "manual" })).Must(200);
        (await shop.Ship("o1", Day(6))).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/shippedAt");
        (await shop.CloseCase("o1", "c1", Day(6))).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/closedAt");
        (await shop.Waiting()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }
}
