using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>A paid order is never refused for whom or what it names; its sender is told.</summary>
public sealed class OrderWarningTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Unknown_and_foreign_codes_are_warnings_and_the_order_stands()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var other = await api.NewShop();
        var foreignInvite = await InviteCode(other, "B");
        var foreignTouchpoint = (await other.Put("/v1/touchpoints/door", new { @class = "place", name = "Door" }))
            .Must(200).Text("code");
        (await shop.Order("o0", "C", Day(1), 100)).Must(201);

        (await Order(shop, "o1", inviteCode: "nobody")).Warnings().ShouldBe(["unknownInviteCode #/inviteCode"]);
        (await Order(shop, "o2", inviteCode: foreignInvite)).Warnings().ShouldBe(["unknownInviteCode #/inviteCode"]);
        (await Order(shop, "o3", touchpoint: "nowhere")).Warnings().ShouldBe(["unknownTouchpoint #/touchpoint"]);
        (await Order(shop, "o4", touchpoint: foreignTouchpoint))
            .Warnings().ShouldBe(["unknownTouchpoint #/touchpoint"]);
        (await Order(shop, "o5", touchpoint: "door")).Warnings().ShouldBe(["unknownTouchpoint #/touchpoint"]);

        (await shop.Get("/v1/orders/o4")).Must(200).List("warnings").Length.ShouldBe(1);
        (await shop.Get("/v1/referrals/C")).Status.ShouldBe(404);
        (await shop.Get("/v1/customers/C/journey")).Must(200).Number("orders").ShouldBe(6);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_referrer_is_a_warning_and_the_first_one_is_paid()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        await shop.Promote("X", 1, Day(1));
        var code = await InviteCode(shop, "X");
        (await shop.Put("/v1/touchpoints/hers", new { @class = "person", name = "X", inviterId = "X" })).Must(200);

        var order = await Order(shop, "o1", inviteCode: code);
        order.Warnings().ShouldContain("otherReferrer #/inviteCode");
        order.Paid().ShouldBe(["B 100"]);
        (await Order(shop, "o2", touchpoint: "hers")).Warnings().ShouldBe(["otherReferrer #/touchpoint"]);
        (await Order(shop, "o3", inviteCode: await InviteCode(shop, "B")))
            .Warnings().ShouldBeEmpty("it is the same one");
        (await shop.Get("/v1/referrals/C")).Must(200).Text("referrerId").ShouldBe("B");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ones_own_code_and_the_code_of_somebody_below_bind_nobody()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Bind("D", "C");
        var own = await Order(shop, "o1", inviteCode: await InviteCode(shop, "C"));
        own.Warnings().ShouldContain("selfReferral #/inviteCode");
        var below = await Order(shop, "o2", inviteCode: await InviteCode(shop, "D"));
        below.Warnings().ShouldBe(["referralCycle #/inviteCode"]);
        (await shop.Get("/v1/referrals/C")).Status.ShouldBe(404);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_customer_and_an_unknown_product_are_named_once()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var first = await shop.Post("/v1/orders", Products("o1", "p1", "p1", "p2"));
        first.Warnings().ShouldBe(
            ["unknownCustomer #/customerId", "unknownProduct #/lines/0/productId",
                "unknownProduct #/lines/2/productId"]);
        (await shop.Post("/v1/orders", Products("o2", "p1", "p2"))).Warnings().ShouldBeEmpty();
        (await shop.Get("/v1/products/p1")).Must(200).Json.GetProperty("declared").GetBoolean().ShouldBeFalse();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clock_five_minutes_ahead_is_a_warning_and_more_is_refused()
    {
        var shop = await (await api.NewShop("manual", now: Day(1))).WithSpendPlan();
        var five = Day(1).AddMinutes(5);
        var order = (await shop.Order("o1", "C", five, 100)).Must(201);
        order.Warnings().ShouldContain("clockSkew #/paidAt");
        order.Time("recordedAt").ShouldBe(Day(1));
        order.Time("paidAt").ShouldBe(five);

        var late = five.AddSeconds(1);
        (await shop.OpenOrder("o2", "C", late, 100)).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/paidAt");
        var received = new
        {
            orderId = "o3",
            customerId = "C",
            paidAt = Day(1),
            completedAt = late,
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(1) } },
        };
        (await shop.Post("/v1/orders", received)).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/completedAt");
        (await shop.RefundPlain("o1", "r1", late, 10)).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/refundedAt");
        (await shop.Get("/v1/orders/o2")).Status.ShouldBe(404);

        await shop.SetClock(late);
        (await shop.OpenOrder("o2", "C", late, 100)).Warnings().ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_with_an_invite_code_binds_its_buyer_and_pays_for_itself()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("B", 1), ("A", 3));
        var order = await Order(shop, "o1", inviteCode: await InviteCode(shop, "B"));
        order.Text("boundTo").ShouldBe("B");
        order.Paid().ShouldBe(["B 100", "A 80"]);
        (await shop.Get("/v1/referrals/C")).Must(200).Text("referrerId").ShouldBe("B");
        (await shop.Partner("B")).Number("directBuyers").ShouldBe(1);
        (await shop.Put("/v1/touchpoints/hers", new { @class = "person", name = "B", inviterId = "B" })).Must(200);
        var walked = await shop.Post("/v1/orders", new
        {
            orderId = "o2",
            customerId = "D",
            paidAt = Day(2),
            touchpoint = "hers",
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(1_000) } },
        });
        walked.Must(201).Text("boundTo").ShouldBe("B");
        walked.Paid().ShouldBe(["B 100", "A 80"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task<string> InviteCode(TestShop shop, string customerId) =>
        (await shop.Post("/v1/invite-codes", new { customerId })).Must(201).Text("inviteCode");

    private static Task<Answer> Order(
        TestShop shop, string orderId, string? inviteCode = null, string? touchpoint = null) =>
        shop.Post("/v1/orders", new
        {
            orderId,
            customerId = "C",
            paidAt = Day(2),
            inviteCode,
            touchpoint,
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(1_000) } },
        });

    private static object Products(string orderId, params string[] products) => new
    {
        orderId,
        customerId = "C",
        paidAt = Day(2),
        lines = products.Select((productId, i) => new
        {
            lineId = $"{i}",
            productId,
            quantity = 1,
            unitPrice = Pence(100),
        }).ToArray(),
    };
}
