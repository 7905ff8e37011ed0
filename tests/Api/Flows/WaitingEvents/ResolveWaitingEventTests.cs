using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.WaitingEvents;

/// <summary>A person decides about an event that waits.</summary>
public sealed class ResolveWaitingEventTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_refund_is_attached_to_another_order_and_has_its_one_effect()
    {
        var (shop, support) = await Shop();
        var waits = (await shop.RefundPlain("typo", "r1", Day(3), 400)).Must(202).Text("eventId");
        var resolved = (await support.Resolve(waits, "attach", "o1")).Must(200);
        (resolved.Text("status"), resolved.Text("attachedTo"), resolved.Text("resolvedBy"), resolved.Minor("goods"))
            .ShouldBe(("applied", "o1", "sue", 400));
        (await shop.Net("B")).ShouldBe(60);
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data").ShouldHaveSingleItem()
            .GetProperty("orderId").GetString().ShouldBe("typo");
        foreach (var order in new[] { "typo", "o1" })
            (await shop.RefundPlain(order, "r1", Day(3), 400)).Must(201).Text("status").ShouldBe("applied");
        (await shop.RefundPlain("o2", "r1", Day(3), 400)).Refused(409, "REFUND_CONFLICT");
        (await shop.Order("typo", "C", Day(3), 1_000)).Must(201);
        (await shop.Net("B")).ShouldBe(160, "the order that it named has come, and has nothing refunded");
        (await shop.Get("/v1/audit-log?kind=waitingEvent")).Must(200).List("data").ShouldHaveSingleItem();
        (await api.Announced(shop)).ShouldBe(
            ["event.waiting refund typo r1 orderUnknown", "event.resolved refund typo r1 applied o1"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_is_booked_as_a_plain_amount_where_its_lines_are_not_the_orders()
    {
        var (shop, support) = await Shop();
        var waits = (await shop.RefundUnits("o3", "r1", Day(3), "no-line", 1)).Must(202).Text("eventId");
        (await shop.Order("o3", "C", Day(3), 1_000)).Must(201);
        (await shop.WaitingFor()).ShouldBe(["refund r1 lineUnknown"]);
        (await support.Resolve(waits, "attach", "o3")).Refused(422, "LINE_UNKNOWN").Pointer.ShouldBe("#/orderId");
        var booked = (await support.Resolve(waits, "book", "o3", 250)).Must(200);
        (booked.Minor("goods"), booked.Minor("amount")).ShouldBe((250, 250));
        (await shop.Get("/v1/orders/o3")).Must(200).Minor("refundedGoods").ShouldBe(250);
        (await shop.Net("B")).ShouldBe(175);
        var listed = (await shop.Waiting("?status=applied")).ShouldHaveSingleItem();
        listed.GetProperty("resolution").GetProperty("action").GetString().ShouldBe("book");
        listed.GetProperty("resolution").GetProperty("goods").GetProperty("amount").GetInt64().ShouldBe(250);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_booking_of_more_than_is_left_counts_up_to_what_is_left()
    {
        var (shop, support) = await Shop();
        var waits = (await shop.RefundUnits("o3", "r1", Day(3), "no-line", 1)).Must(202).Text("eventId");
        (await shop.Order("o3", "C", Day(3), 1_000)).Must(201);
        var booked = (await support.Resolve(waits, "book", "o3", 1_050)).Must(200);
        (booked.Minor("goods"), booked.Minor("amount")).ShouldBe((1_000, 1_050));
        (await shop.Get("/v1/orders/o3")).Must(200).Minor("refundedGoods").ShouldBe(1_000);
        (await shop.Net("B")).ShouldBe(100);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_is_dismissed_and_the_order_that_comes_later_is_whole()
    {
        var (shop, support) = await Shop();
        var waits = (await shop.RefundPlain("late", "r1", Day(3), 400)).Must(202).Text("eventId");
        var resolved = (await support.Resolve(waits, "dismiss")).Must(200);
        resolved.Text("status").ShouldBe("dismissed");
        resolved.Json.TryGetProperty("goods", out _).ShouldBeFalse();
        (await shop.Order("late", "C", Day(3), 1_000)).Must(201);
        (await shop.Net("B")).ShouldBe(200);
        (await shop.RefundPlain("late", "r1", Day(3), 400)).Must(202).Text("status").ShouldBe("dismissed");
        (await shop.Waiting()).ShouldBeEmpty();
        (await shop.Waiting("?status=dismissed")).ShouldHaveSingleItem();
        (await api.Announced(shop))[^1].ShouldBe("event.resolved refund late r1 dismissed");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_kind_is_attached_to_another_order_and_what_follows_from_it_goes_there_too()
    {
        var (shop, support) = await Shop();
        (await shop.OpenOrder("open", "C", Day(2), 10_000)).Must(201);
        (await shop.Ship("typo", Day(3))).Must(202);
        (await shop.OpenCase("typo", "c1", Day(3))).Must(202);
        (await shop.CloseCase("typo", "c1", Day(4))).Must(202);
        (await shop.OpenChargeback("typo", "cb1", Day(3))).Must(202);
        (await shop.DecideChargeback("typo", "cb1", "lost", Day(4))).Must(202);
        foreach (var kind in new[] { "shipment", "afterSale", "chargeback" })
            (await support.Resolve(await shop.EventOf(kind, "typo"), "attach", "open")).Must(200);
        (await shop.Waiting()).ShouldBeEmpty("the closure and the outcome have followed");
        var lines = (await shop.Ship("typo", Day(3))).Must(200);
        lines.Text("orderId").ShouldBe("open");
        lines.List("lines")[0].GetProperty("shippedAt").GetDateTimeOffset().ShouldBe(Day(3));
        (await shop.OpenCase("typo", "c1", Day(3))).Must(200).Text("orderId").ShouldBe("open");
        (await shop.CloseCase("typo", "c1", Day(4))).Must(200).Json.GetProperty("afterSale").GetProperty("closedAt")
            .GetDateTimeOffset().ShouldBe(Day(4));
        (await shop.OpenChargeback("typo", "cb1", Day(3))).Must(200).Text("status").ShouldBe("lost");
        (await shop.DecideChargeback("typo", "cb1", "lost", Day(4))).Must(200).Text("orderId").ShouldBe("open");
        (await shop.Get("/v1/orders/open")).Must(200).Minor("refundedGoods").ShouldBe(10_000);
        (await shop.Net("B")).ShouldBe(100, "of o1 alone");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_reported_of_an_attached_case_or_chargeback_afterwards_goes_to_its_order()
    {
        var (shop, support) = await Shop();
        (await shop.OpenCase("typo", "c1", Day(3))).Must(202);
        (await shop.OpenChargeback("typo", "cb1", Day(3))).Must(202);
        foreach (var kind in new[] { "afterSale", "chargeback" })
            (await support.Resolve(await shop.EventOf(kind, "typo"), "attach", "o1")).Must(200);
        (await shop.CloseCase("typo", "c1", Day(4))).Must(200).Text("orderId").ShouldBe("o1");
        (await shop.DecideChargeback("typo", "cb1", "won", Day(4))).Must(200).Text("orderId").ShouldBe("o1");
        (await shop.DecideChargeback("other", "cb1", "won", Day(4))).Status.ShouldNotBe(200);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_kind_is_dismissed_and_its_order_knows_nothing_of_it()
    {
        var (shop, support) = await Shop();
        (await shop.Complete("late", Day(3))).Must(202);
        (await shop.OpenCase("late", "c1", Day(3))).Must(202);
        (await shop.OpenChargeback("late", "cb1", Day(3))).Must(202);
        foreach (var one in await shop.Waiting())
            (await support.Resolve(one.GetProperty("eventId").GetString()!, "dismiss")).Must(200);
        (await shop.OpenOrder("late", "C", Day(2), 1_000)).Must(201).Time("completedAt").ShouldBeNull();
        (await shop.Complete("late", Day(3))).Must(202).Text("status").ShouldBe("dismissed");
        (await shop.OpenCase("late", "c1", Day(3))).Must(202).Text("status").ShouldBe("dismissed");
        (await shop.OpenChargeback("late", "cb1", Day(3))).Must(202).Text("status").ShouldBe("dismissed");
        (await shop.Get("/v1/orders/late/after-sales")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        (await shop.Complete("late", Day(4))).Must(200).Time("completedAt").ShouldBe(Day(4), "another report");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_what_is_not_and_what_was_decided_are_refused_and_change_nothing()
    {
        var (shop, support) = await Shop();
        var admin = await api.Operator(shop, "ada", Roles.Admin);
        var waits = (await shop.RefundPlain("typo", "r1", Day(3), 400)).Must(202).Text("eventId");
        var ship = (await shop.Ship("typo", Day(3))).Must(202).Text("eventId");
        var done = (await shop.RefundPlain("o2", "done", Day(3), 1)).Must(202).Text("eventId");
        (await shop.Order("o2", "C", Day(2), 1_000)).Must(201);
        (await shop.Resolve(waits, "attach", "o1")).Refused(403, "PERSON_REQUIRED");
        (await admin.Resolve(waits, "attach", "o1")).Refused(403, "ROLE_MISSING");
        (await support.Resolve("evt_0000000000000", "attach", "o1")).Refused(404, "EVENT_NOT_FOUND");
        (await support.Resolve("evt_zzzzzzzzzzzzz", "attach", "o1")).Refused(404, "EVENT_NOT_FOUND");
        (await support.Resolve("r1", "attach", "o1")).Refused(404, "EVENT_NOT_FOUND");
        (await support.Resolve(waits, "attach", "o9")).Refused(422, "ORDER_UNKNOWN").Pointer.ShouldBe("#/orderId");
        (await support.Resolve(waits, "attach")).Refused(422, "VALIDATION_FAILED");
        (await support.Resolve(waits, "dismiss", "o1")).Refused(422, "VALIDATION_FAILED");
        (await support.Resolve(waits, "attach", "o1", 5)).Refused(422, "VALIDATION_FAILED");
        (await support.Resolve(waits, "book", "o1")).Refused(422, "VALIDATION_FAILED");
        (await support.Resolve(ship, "book", "o1", 5)).Refused(422, "BOOKING_NOT_POSSIBLE");
        (await support.Resolve(ship, "attach", "o9")).Refused(422, "ORDER_UNKNOWN");
        (await support.Resolve(done, "dismiss")).Refused(409, "EVENT_NOT_WAITING");
        var resolved = (await support.Resolve(waits, "attach", "o1")).Must(200);
        (await support.Resolve(waits, "attach", "o1")).Must(200).Body.ShouldBe(resolved.Body);
        (await support.Resolve(waits, "dismiss")).Refused(409, "EVENT_RESOLVED");
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(400);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_whose_customer_earns_by_the_order_does_not_decide_and_another_person_does()
    {
        var (shop, support) = await Shop();
        var typo = (await shop.RefundPlain("typo", "r1", Day(3), 400)).Must(202).Text("eventId");
        var misfit = (await shop.RefundUnits("o3", "r2", Day(3), "no-line", 1)).Must(202).Text("eventId");
        (await shop.Order("o3", "C", Day(3), 1_000)).Must(201);
        var unknown = (await shop.Ship("nowhere", Day(3))).Must(202).Text("eventId");
        await Own(shop, "sue", "B");
        (await support.Resolve(typo, "attach", "o1")).Refused(403, "OWN_MONEY");
        (await support.Resolve(misfit, "book", "o3", 1)).Refused(403, "OWN_MONEY");
        (await support.Resolve(misfit, "dismiss")).Refused(403, "OWN_MONEY");
        (await shop.Net("B")).ShouldBe(200);
        (await shop.Waiting()).Length.ShouldBe(3);
        (await support.Resolve(unknown, "dismiss")).Must(200);
        await Own(shop, "sue", "C");
        (await support.Resolve(typo, "attach", "o1")).Must(200);
        (await (await api.Operator(shop, "fay", Roles.Finance)).Resolve(misfit, "dismiss")).Must(200);
        (await shop.Net("B")).ShouldBe(160);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task Own(TestShop shop, string operatorId, string customerId) =>
        (await api.Platform.Put($"/v1/shops/{shop.ShopId}/operators/{operatorId}", new
        {
            name = operatorId,
            roles = new[] { Roles.Support },
            customerIds = new[] { customerId },
        })).Must(200);

    [Theory]
    [InlineData("refund")]
    [InlineData("completion")]
    [InlineData("chargeback")]
    public async Task Decided_while_its_order_comes_it_has_one_effect(string kind)
    {
        var (shop, support) = await Shop();
        var other = support.Through(await api.Instance());
        for (var i = 0; i < 8; i++)
        {
            var waits = (await Report(i)).Must(202).Text("eventId");
            var answers = await Task.WhenAll(
                shop.OpenOrder($"n{i}", "C", Day(3), 1_000), support.Resolve(waits, "attach", "o1"),
                other.Resolve(waits, i % 2 == 0 ? "attach" : "dismiss", i % 2 == 0 ? "o1" : null));
            answers[0].Must(201);
            foreach (var answer in answers.Skip(1)) answer.Status.ShouldBeOneOf(200, 409, 422);
        }
        (await shop.WaitingFor()).ShouldAllBe(one => !one.EndsWith("orderUnknown", StringComparison.Ordinal));
        (await shop.FailedChecks()).ShouldBeEmpty();

        Task<Answer> Report(int i) => kind switch
        {
            "refund" => shop.RefundPlain($"n{i}", $"r{i}", Day(3), 100),
            "completion" => shop.Complete($"n{i}", Day(3)),
            _ => shop.OpenChargeback($"n{i}", $"cb{i}", Day(3)),
        };
    }

    /// <summary>B gets 10 % of what C buys; the order o1 of 10.00 is there, received at once.</summary>
    private async Task<(TestShop Shop, TestShop Support)> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 1_000)).Paid().ShouldBe(["B 100"]);
        await shop.SetClock(Day(4));
        return (shop, await api.Operator(shop, "sue", Roles.Support));
    }
}
