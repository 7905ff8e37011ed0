using Shouldly;
using SocialCommerce.Kernel.Shops;
using SocialCommerce.Tests.Host;
using Xunit;
using static SocialCommerce.Tests.Host.TestShop;

namespace SocialCommerce.Tests.Flows;

/// <summary>A person ends the waiting of a refund that met no order.</summary>
public sealed class ResolvingWaitingRefunds(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task It_is_attached_to_another_order_and_has_its_one_effect()
    {
        var (shop, support) = await Shop();
        (await shop.RefundPlain("typo", "r1", Day(3), 400)).Must(202);
        var resolved = (await Resolve(support, "r1", "attach", "o1")).Must(200);
        (resolved.Text("status"), resolved.Text("attachedTo"), resolved.Text("resolvedBy"), resolved.Minor("goods"))
            .ShouldBe(("applied", "o1", "sue", 400));
        (await shop.Net("B")).ShouldBe(60);
        (await shop.Get("/v1/waiting-refunds")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get("/v1/orders/o1/refunds")).Must(200).List("data").ShouldHaveSingleItem()
            .GetProperty("orderId").GetString().ShouldBe("typo");
        foreach (var order in new[] { "typo", "o1" })
            (await shop.RefundPlain(order, "r1", Day(3), 400)).Must(201).Text("status").ShouldBe("applied");
        (await shop.RefundPlain("o2", "r1", Day(3), 400)).Refused(409, "REFUND_CONFLICT");
        (await shop.Order("typo", "C", Day(3), 1_000)).Must(201);
        (await shop.Net("B")).ShouldBe(160, "the order that it named has come, and has nothing refunded");
        (await shop.Get("/v1/changes?kind=refund")).Must(200).List("data").ShouldHaveSingleItem();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_booked_as_a_plain_amount_where_its_lines_are_not_the_orders()
    {
        var (shop, support) = await Shop();
        (await shop.RefundUnits("o3", "r1", Day(3), "no-line", 1)).Must(202);
        (await shop.Order("o3", "C", Day(3), 1_000)).Must(201);
        (await shop.Get("/v1/waiting-refunds?status=refused")).Must(200).List("data").ShouldHaveSingleItem();
        (await Resolve(support, "r1", "attach", "o3")).Refused(422, "LINE_UNKNOWN").Pointer.ShouldBe("#/orderId");
        (await Resolve(support, "r1", "book", "o3", 250)).Must(200).Minor("goods").ShouldBe(250);
        (await shop.Get("/v1/orders/o3")).Must(200).Minor("refundedGoods").ShouldBe(250);
        (await shop.Net("B")).ShouldBe(175);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_booking_counts_up_to_what_is_left()
    {
        var (shop, support) = await Shop();
        (await shop.RefundPlain("o1", "r1", Day(3), 300)).Must(201);
        (await shop.RefundPlain("o1", "r2", Day(3), 5_000)).Must(202).Text("refusal").ShouldBe("exceedsPaid");
        (await Resolve(support, "r2", "attach", "o1")).Refused(422, "OVER_REFUND").Pointer.ShouldBe("#/orderId");
        (await Resolve(support, "r2", "book", "o1", 5_000)).Must(200).Minor("goods").ShouldBe(700);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(1_000);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.RefundPlain("o1", "r2", Day(3), 5_000)).Must(201).Minor("goods").ShouldBe(700);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_dismissed_and_the_order_that_comes_later_is_whole()
    {
        var (shop, support) = await Shop();
        (await shop.RefundPlain("late", "r1", Day(3), 400)).Must(202);
        var resolved = (await Resolve(support, "r1", "dismiss", null)).Must(200);
        (resolved.Text("status"), resolved.Minor("goods")).ShouldBe(("dismissed", 0));
        (await shop.Order("late", "C", Day(3), 1_000)).Must(201);
        (await shop.Net("B")).ShouldBe(200);
        (await shop.RefundPlain("late", "r1", Day(3), 400)).Must(202).Text("status").ShouldBe("dismissed");
        (await shop.Get("/v1/waiting-refunds")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get("/v1/waiting-refunds?status=dismissed")).Must(200).List("data").ShouldHaveSingleItem();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_may_not_what_is_not_and_what_was_decided_are_refused_and_change_nothing()
    {
        var (shop, support) = await Shop();
        var admin = await api.Operator(shop, "ada", Roles.Admin);
        (await shop.RefundPlain("typo", "r1", Day(3), 400)).Must(202);
        (await shop.RefundPlain("o1", "done", Day(3), 1)).Must(201);
        (await Resolve(shop, "r1", "attach", "o1")).Refused(403, "PERSON_REQUIRED");
        (await Resolve(admin, "r1", "attach", "o1")).Refused(403, "ROLE_MISSING");
        (await Resolve(support, "r9", "attach", "o1")).Refused(404, "REFUND_NOT_FOUND");
        (await Resolve(support, "r1", "attach", "o9")).Refused(422, "ORDER_UNKNOWN").Pointer.ShouldBe("#/orderId");
        (await Resolve(support, "r1", "attach", null)).Refused(422, "VALIDATION_FAILED");
        (await Resolve(support, "r1", "dismiss", "o1")).Refused(422, "VALIDATION_FAILED");
        (await Resolve(support, "r1", "attach", "o1", 5)).Refused(422, "VALIDATION_FAILED");
        (await Resolve(support, "r1", "book", "o1")).Refused(422, "VALIDATION_FAILED");
        (await Resolve(support, "done", "dismiss", null)).Refused(409, "REFUND_NOT_WAITING");
        var resolved = (await Resolve(support, "r1", "attach", "o1")).Must(200);
        (await Resolve(support, "r1", "attach", "o1")).Must(200).Body.ShouldBe(resolved.Body);
        (await Resolve(support, "r1", "dismiss", null)).Refused(409, "REFUND_RESOLVED");
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("refundedGoods").ShouldBe(401);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Decided_while_its_order_comes_it_has_one_effect()
    {
        var (shop, support) = await Shop();
        var other = support.Through(await api.Instance());
        for (var i = 0; i < 12; i++)
        {
            (await shop.RefundPlain($"n{i}", $"r{i}", Day(3), 100)).Must(202);
            var answers = await Task.WhenAll(
                shop.Order($"n{i}", "C", Day(3), 1_000), Resolve(support, $"r{i}", "attach", "o1"),
                Resolve(other, $"r{i}", i % 2 == 0 ? "attach" : "dismiss", i % 2 == 0 ? "o1" : null));
            answers[0].Must(201);
            answers[1].Status.ShouldBeOneOf(200, 409, 422);
        }
        (await shop.Get("/v1/waiting-refunds?status=waiting")).Must(200).List("data").ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    /// <summary>B gets 10 % of what C buys; the order o1 of 10.00 is there.</summary>
    private async Task<(TestShop Shop, TestShop Support)> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 1_000)).Paid().ShouldBe(["B 100"]);
        await shop.SetClock(Day(4));
        return (shop, await api.Operator(shop, "sue", Roles.Support));
    }

    private static Task<Answer> Resolve(
        TestShop shop, string refundId, string action, string? orderId, long? amount = null) =>
        shop.Post($"/v1/waiting-refunds/{refundId}/resolution", new
        {
            action,
            reason = "why",
            orderId,
            amount = amount is { } minor ? Pence(minor) : null,
        });
}
