using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Kernel.Personal;

/// <summary>Two persons erase a customer, once, and as long as nothing is open.</summary>
public sealed class DecideErasureTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_customer_is_erased_by_two_persons_and_comes_back_as_a_new_one()
    {
        var (shop, asks, decides) = await Shop();
        (await shop.Order("o", "C", Day(1), 500)).Must(201);
        var asked = (await asks.RequestErasure("e", "C")).Must(201);
        asked.Text("status").ShouldBe("waiting");
        (await asks.RequestErasure("e", "C")).Must(200).Body.ShouldBe(asked.Body);
        (await shop.Get("/v1/customers/C")).Must(200);

        var erased = (await decides.DecideErasure("e")).Must(200);
        var pseudonym = erased.Text("customerId");
        pseudonym.ShouldStartWith("ers_");
        (erased.Text("status"), erased.Text("decidedBy")).ShouldBe(("erased", "decides"));
        (await decides.DecideErasure("e")).Must(200).Body.ShouldBe(erased.Body);
        (await asks.RequestErasure("e", "C")).Must(200).Text("status").ShouldBe("erased");
        (await decides.DecideErasure("e", false, "no")).Refused(409, "ERASURE_DECIDED").Pointer.ShouldBe("#/approve");
        (await shop.Get("/v1/erasures?status=erased")).Must(200).List("data").Length.ShouldBe(1);
        (await shop.Get("/v1/erasures?status=any")).Refused(422, "VALUE_UNKNOWN");

        (await shop.Get("/v1/customers/C")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Get("/v1/orders/o")).Must(200).Text("customerId").ShouldBe(pseudonym);
        (await api.Count($"""
            select count(*) from outbox where shop_id = {shop.ShopKey} and type = 'customer.erased'
                and payload = '{"{"}"customerId": "{pseudonym}"{"}"}'
            """)).ShouldBe(1);
        (await shop.Order("o", "C", Day(1), 500)).Refused(409, "ORDER_CONFLICT");
        (await shop.Get("/v1/customers/C")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Order("o2", "C", Day(2), 700)).Must(201);
        (await shop.Get("/v1/customers/C/journey")).Must(200).Json.GetProperty("orders").GetInt64().ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_erased_by_one_person_or_for_oneself_or_where_the_request_differs()
    {
        var (shop, asks, decides) = await Shop();
        foreach (var customer in new[] { "C", "D" })
            (await shop.Post("/v1/customers", new { customerId = customer })).Must(201);
        (await asks.RequestErasure("e", "X")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await asks.RequestErasure("", "C")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/erasureId");
        (await decides.DecideErasure("e")).Refused(404, "ERASURE_NOT_FOUND");
        var both = await api.Operator(shop, "both", Roles.Support, Roles.Approver);
        (await both.RequestErasure("e", "C")).Must(201);
        (await both.DecideErasure("e")).Refused(403, "SAME_PERSON");
        (await both.RequestErasure("e", "D")).Refused(409, "ERASURE_CONFLICT").Pointer.ShouldBe("#/erasureId");
        (await asks.RequestErasure("e2", "C")).Refused(409, "ERASURE_EXISTS").Pointer.ShouldBe("#/customerId");
        (await shop.Post("/v1/erasures", new { erasureId = "e3", customerId = "C", reason = "r" }))
            .Refused(403, "PERSON_REQUIRED");
        (await asks.DecideErasure("e")).Refused(403, "ROLE_MISSING");
        (await api.Platform.Put($"/v1/shops/{shop.ShopId}/operators/decides", new
        {
            name = "decides",
            roles = new[] { Roles.Approver },
            customerIds = new[] { "C" },
        })).Must(200);
        (await decides.DecideErasure("e")).Refused(403, "OWN_MONEY");

        (await decides.DecideErasure("e", false)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/note");
        (await decides.DecideErasure("e", false, "a mistake")).Must(200).Text("status").ShouldBe("rejected");
        (await decides.DecideErasure("e")).Refused(409, "ERASURE_DECIDED");
        (await shop.Get("/v1/customers/C")).Must(200);
        (await asks.RequestErasure("e2", "C")).Must(201);
    }

    [Fact]
    public async Task What_is_open_keeps_a_customer_and_is_named()
    {
        var (shop, asks, decides) = await Shop();
        await shop.ValueSettings();
        (await shop.Post("/v1/customers", new { customerId = "C" })).Must(201);
        (await shop.TopUp("C", "t", Day(1), 1_000)).Must(201);
        (await asks.RequestErasure("e", "C")).Must(201);
        var preview = (await shop.Get("/v1/customers/C/erasure-preview")).Must(200);
        preview.Json.GetProperty("blocked").GetBoolean().ShouldBeTrue();
        preview.List("blockers").ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("storedValueLeft");
        preview.List("tables").Select(one => one.GetProperty("name").GetString()).ShouldContain("storedValueTopUps");
        var refused = (await decides.DecideErasure("e")).Refused(409, "ERASURE_BLOCKED");
        refused.Text("detail").ShouldContain("storedValueLeft (1)");
        (await shop.Get("/v1/customers/C")).Must(200);
        (await shop.Get("/v1/customers/X/erasure-preview")).Refused(404, "CUSTOMER_NOT_FOUND");

        (await shop.RefundValue("C", "r")).Must(201);
        (await shop.OpenMatters("C")).ShouldBeEmpty();
        (await decides.DecideErasure("e")).Must(200).Text("status").ShouldBe("erased");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_house_account_stays_until_another_one_is_named()
    {
        var (shop, asks, decides) = await Shop();
        (await shop.Post("/v1/customers", new { customerId = "C" })).Must(201);
        var admin = await api.Operator(shop, "admin", Roles.Admin);
        (await api.NameHouse(admin, "C")).Must(200);
        (await asks.RequestErasure("e", "C")).Must(201);
        (await decides.DecideErasure("e")).Refused(409, "ERASURE_BLOCKED").Text("detail").ShouldContain("houseAccount");
        (await admin.Put("/v1/referral-settings", new { })).Must(200);
        (await decides.DecideErasure("e")).Must(200);
        (await PersonalTraces.Of(api, shop, "C")).ShouldBe(
            ["audit_log.after", "audit_log.before"], ignoreOrder: true, "who was the house account stays provable");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_guests_of_a_customer_are_erased_with_the_customer_and_not_alone()
    {
        var (shop, asks, decides) = await Shop();
        var lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(100) } };
        var guest = (await shop.Post("/v1/orders", new { orderId = "o", paidAt = Day(1), lines })).Must(201)
            .Text("guestId");
        (await shop.Post($"/v1/customers/{guest}/identities", new
        {
            identities = new[] { new { kind = "email", value = "guest@example.com" } },
        })).Must(200);
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await asks.RequestErasure("e", guest)).Refused(409, "GUEST_IS_CUSTOMER").Pointer.ShouldBe("#/customerId");
        (await asks.RequestErasure("e", "C")).Must(201);
        var pseudonym = (await decides.DecideErasure("e")).Must(200).Text("customerId");
        (await shop.Get($"/v1/customers/{guest}")).Must(200).Text("claimedBy").ShouldBe(pseudonym);
        (await api.Count($"select count(*) from customer_identities where shop_id = {shop.ShopKey}")).ShouldBe(0);
        (await PersonalTraces.Of(api, shop, "C")).Except(["audit_log.after", "audit_log.subject_id"]).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_erasure_that_was_interrupted_goes_on_with_the_same_decision()
    {
        var (shop, asks, decides) = await Shop();
        (await shop.Order("o", "C", Day(1), 500)).Must(201);
        (await asks.RequestErasure("e", "C")).Must(201);
        var pseudonym = (await decides.DecideErasure("e")).Must(200).Text("customerId");
        await api.Corrupt($"""
            update erasures set erased_at = null, leaving_id = 'C' where shop_id = {shop.ShopKey};
            update orders set answer = replace(answer, '{pseudonym}', 'C') where shop_id = {shop.ShopKey}
            """);
        (await shop.Get("/v1/erasures?status=approved")).Must(200).List("data").Length.ShouldBe(1);
        (await PersonalTraces.Of(api, shop, "C")).ShouldBe(["erasures.leaving_id", "orders.answer"], ignoreOrder: true);
        (await decides.DecideErasure("e")).Must(200).Text("status").ShouldBe("erased");
        (await PersonalTraces.Of(api, shop, "C")).ShouldBeEmpty();
    }

    private async Task<(TestShop Shop, TestShop Asks, TestShop Decides)> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        return (
            shop, await api.Operator(shop, "asks", Roles.Support), await api.Operator(shop, "decides", Roles.Approver));
    }
}
