using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Members;

/// <summary>Who buys without a customer id is a guest, whom a customer may turn out to be.</summary>
public sealed class ClaimGuestTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_order_without_a_customer_is_taken_for_a_guest_of_its_own()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var order = await Guest(shop, "o1", Day(2), 10_000);
        order.Warnings().ShouldBe(["unknownProduct #/lines/0/productId"]);
        var guest = order.Text("guestId");
        guest.ShouldStartWith("gst_");
        order.Text("customerId").ShouldBe(guest);
        (await Guest(shop, "o1", Day(2), 10_000)).Must(201).IsReplayed().ShouldBeTrue();
        (await Guest(shop, "o2", Day(2), 10_000)).Must(201).Text("guestId").ShouldNotBe(guest);
        (await shop.Order("o3", guest, Day(3), 500)).Must(201).Text("guestId").ShouldBe(guest);
        (await shop.Get($"/v1/customers/{guest}")).Must(200).Json.GetProperty("isGuest").GetBoolean().ShouldBeTrue();
        (await shop.Get($"/v1/customers/{guest}/journey")).Must(200).Number("orders").ShouldBe(2);
        (await shop.Partner(guest)).Tier().ShouldBeNull("a guest reaches no tier");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Orders_journey_points_growth_and_tiers_follow_to_a_customer_who_is_new_or_known(bool known)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 1,
            memberProducts = new[] { "p1" },
            validityDays = 365,
            privileges = Array.Empty<object>(),
        })).Must(200);
        if (known) (await shop.Order("own", "C", Day(4), 4_000)).Must(201);
        var guest = (await Guest(shop, "o1", Day(2), 10_000)).Must(201).Text("guestId");
        (await shop.RefundPlain("o1", "r1", Day(3), 1_000)).Must(201);

        (await Claim(shop, guest, "C")).Must(201);
        var orders = known ? 2 : 1;
        (await shop.Get("/v1/orders?customerId=C")).Must(200).List("data").Length.ShouldBe(orders);
        (await shop.Get($"/v1/orders?customerId={guest}")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get("/v1/orders/o1")).Must(200).Text("customerId").ShouldBe("C");
        var journey = (await shop.Get("/v1/customers/C/journey")).Must(200);
        journey.Time("firstPaidAt").ShouldBe(Day(2));
        journey.Time("secondPaidAt").ShouldBe(known ? Day(4) : null);
        journey.Time("lastPaidAt").ShouldBe(known ? Day(4) : Day(2));
        (journey.Number("orders"), journey.Minor("net")).ShouldBe((orders, known ? 13_000 : 9_000));
        var member = (await shop.Get("/v1/members/C/privileges")).Must(200);
        (member.Number("points"), member.Number("growth")).ShouldBe(known ? (130, 130) : (90, 90));
        member.Json.GetProperty("tier").GetProperty("tierId").GetString().ShouldBe("gold");
        (await shop.Get($"/v1/customers/{guest}")).Must(200).Text("claimedBy").ShouldBe("C");
        (await shop.Partner("C")).Tier().ShouldBe(known ? "T1" : null, "own spend counts from the claim on");

        (await shop.RefundPlain("o1", "r2", Day(5), 9_000)).Must(201);
        (await shop.Get("/v1/members/C/privileges")).Must(200).Number("points").ShouldBe(known ? 40 : 0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_guest_is_claimed_once_and_the_same_claim_again_is_answered_again()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var guest = (await Guest(shop, "o1", Day(2), 1_000)).Must(201).Text("guestId");
        var other = (await Guest(shop, "o2", Day(2), 1_000)).Must(201).Text("guestId");
        var first = (await Claim(shop, guest, "C")).Must(201);
        (await Claim(shop, guest, "C")).Must(200).Body.ShouldBe(first.Body);
        (await Claim(shop, guest, "D")).Refused(409, "GUEST_CLAIMED").Pointer.ShouldBe("#/customerId");
        (await Claim(shop, other, guest)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/customerId");
        (await Claim(shop, "gst_none", "C")).Refused(404, "GUEST_NOT_FOUND");
        (await Claim(shop, $"gst_{new string('0', 26)}", "C")).Refused(404, "GUEST_NOT_FOUND");
        (await Claim(shop, "C", "D")).Refused(404, "GUEST_NOT_FOUND");
        (await Claim(shop, other, "C")).Must(201);
        (await shop.Get("/v1/customers/C/journey")).Must(200).Number("orders").ShouldBe(2);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Orders_that_come_after_the_claim_are_the_customers_and_the_first_is_still_the_same()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var guest = (await Guest(shop, "o1", Day(2), 1_000)).Must(201).Text("guestId");
        (await Claim(shop, guest, "C")).Must(201);
        (await Guest(shop, "o1", Day(2), 1_000)).Must(201).IsReplayed().ShouldBeTrue();
        (await shop.Order("o2", guest, Day(3), 1_000)).Must(201).Text("customerId").ShouldBe("C");
        (await shop.Order("o2", guest, Day(3), 1_000)).Must(201).IsReplayed().ShouldBeTrue();
        (await shop.Order("o2", "C", Day(3), 1_000)).Must(201).IsReplayed().ShouldBeTrue("guest and customer are one");
        (await shop.Order("o2", "D", Day(3), 1_000)).Refused(409, "ORDER_CONFLICT").Pointer.ShouldBe("#/customerId");
        (await shop.Get("/v1/customers/C/journey")).Must(200).Number("orders").ShouldBe(2);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "B")]
    [InlineData("A", "A")]
    public async Task Who_recommended_the_guest_earns_and_recommends_a_customer_whom_nobody_else_did(
        string? referrer, string bound)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Promote("B", 1, Day(1));
        await shop.Promote("A", 1, Day(1));
        if (referrer is not null) await shop.Bind("C", referrer);
        (await shop.Order("own", "C", Day(2), 3_000)).Must(201);
        var code = (await shop.Post("/v1/invite-codes", new { customerId = "B" })).Must(201).Text("inviteCode");
        var order = await Guest(shop, "o1", Day(3), 10_000, code);
        order.Paid().ShouldBe(["B 1000"]);
        order.Text("boundTo").ShouldBe("B");
        var guest = order.Text("guestId");
        (await shop.Partner("B")).Number("directBuyers").ShouldBe(1);

        (await Claim(shop, guest, "C")).Must(201);
        (await shop.Get("/v1/referrals/C")).Must(200).Text("referrerId").ShouldBe(bound);
        (await shop.Net("B")).ShouldBe(1_000, "commission never looks back");
        (await shop.Partner(bound)).Number("directBuyers").ShouldBe(1, "guest and customer are one buyer");
        if (referrer is not null) (await shop.Partner("B")).Number("directBuyers").ShouldBe(0);
        (await shop.Explained("o1")).ShouldBe(["B 1000"]);
        (await shop.Order("o2", "C", Day(4), 10_000)).Paid().ShouldBe([$"{bound} 1000"]);
        (await shop.RefundPlain("o1", "r1", Day(5), 5_000)).Must(201);
        (await shop.Net("B")).ShouldBe(bound == "B" ? 1_500 : 500);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Claims_orders_and_refunds_at_once_end_in_one_claim_that_has_them_all()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var there = shop.Through(await api.Instance());
        var guest = (await Guest(shop, "o1", Day(2), 1_000)).Must(201).Text("guestId");
        var answers = await Task.WhenAll(
            Enumerable.Range(2, 4).Select(i => there.Order($"o{i}", guest, Day(2), 1_000))
                .Append(Claim(shop, guest, "C")).Append(Claim(there, guest, "C")).Append(Claim(there, guest, "D"))
                .Append(there.RefundPlain("o1", "r1", Day(2), 100)).Append(shop.Order("own", "C", Day(2), 1_000)));
        answers.Count(answer => answer.Status == 409).ShouldBeInRange(1, 2);
        answers.ShouldAllBe(answer => answer.Status == 201 || answer.Status == 200 || answer.Code == "GUEST_CLAIMED");
        var claimer = (await shop.Get($"/v1/customers/{guest}")).Must(200).Text("claimedBy");
        (await shop.Get($"/v1/customers/{claimer}/journey")).Must(200).Number("orders")
            .ShouldBe(claimer == "C" ? 6 : 5);
        (await shop.Get($"/v1/customers/{guest}/journey")).Must(200).Number("orders").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task What_a_guest_was_recognised_by_recognises_the_customer()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        var admin = await api.Operator(shop, "adm", Roles.Admin);
        (await admin.Put("/v1/fraud-policy", new { threshold = 60 })).Must(200);
        (await shop.Order("own", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        var guest = (await Guest(shop, "o1", Day(2), 1_000)).Must(201).Text("guestId");
        foreach (var person in new[] { guest, "B" })
            (await shop.Post($"/v1/customers/{person}/identities", new
            {
                identities = new[] { new { kind = "phone", value = "+44 7700 900123" } },
            })).Must(200);
        (await shop.Partner("B")).Minor("held").ShouldBe(0);
        (await Claim(shop, guest, "C")).Must(201);
        (await shop.Partner("B")).Minor("held").ShouldBe(1_000, "C and B are one person, as the guest's phone tells");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static Task<Answer> Guest(
        TestShop shop, string orderId, DateTimeOffset paidAt, long amount, string? inviteCode = null) =>
        shop.Post("/v1/orders", new
        {
            orderId,
            paidAt,
            inviteCode,
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(amount) } },
        });

    private static Task<Answer> Claim(TestShop shop, string guestId, string customerId) =>
        shop.Post($"/v1/guests/{guestId}/claim", new { customerId });
}
