using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Joining;

/// <summary>An order that counts and the contact make a membership pending, whichever is reported first.</summary>
public sealed class RecordContactTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Order_and_contact_in_either_order_make_a_membership_pending_at_the_later_time()
    {
        var shop = await api.NewJoiningShop();
        (await shop.Joined()).ShouldBe("none nothing");
        (await shop.Order("o1", "C", Day(3), 1_000)).Must(201);
        (await shop.Joined()).ShouldBe("none contactMissing 3");
        (await shop.Contact(Day(5))).Must(201);
        (await shop.Joined()).ShouldBe("pending contact 5");
        (await shop.Contact(Day(2), contactId: "earlier")).Must(201);
        (await shop.Joined()).ShouldBe("pending order 3");

        (await shop.Contact(Day(2), "D")).Must(201);
        (await shop.Joined("D")).ShouldBe("none orderMissing 2");
        (await shop.Order("o2", "D", Day(6), 1_000)).Must(201);
        (await shop.Joined("D")).ShouldBe("pending order 6");
        (await shop.Order("o3", "D", Day(4), 1_000)).Must(201);
        var membership = await shop.Membership("D");
        membership.Json.GetProperty("pendingAt").GetDateTimeOffset().ShouldBe(Day(4), "the order was reported late");
        membership.Text("orderId").ShouldBe("o3");
        membership.Text("trade").ShouldBe("onlineShop");
        membership.List("ceremony").Select(step => step.GetProperty("dueAt").GetDateTimeOffset())
            .ShouldBe([Day(5), Day(7), Day(11)]);
        await shop.Sound();
    }

    [Fact]
    public async Task A_shop_without_an_entry_rule_records_contacts_and_has_no_memberships()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        (await shop.Order("o1", "C", Day(1), 1_000)).Must(201);
        (await shop.Contact(Day(1))).Must(201);
        (await shop.Joined()).ShouldBe("none orderMissing 1");
        (await shop.Memberships("state=pending")).ShouldBeEmpty();
        (await api.Events(shop, "member.membershipPending")).ShouldBe(0);
        await shop.Sound();
    }

    [Fact]
    public async Task Only_the_products_of_the_rule_count()
    {
        var named = await api.NewJoiningShop("service", ["p2"]);
        (await named.Contact(Day(1))).Must(201);
        (await named.Order("o1", "C", Day(2), 1_000)).Must(201);
        (await named.Joined()).ShouldBe("none orderMissing 1");
        (await named.Order("o2", "C", Day(3), 1_000, 2_000)).Must(201);
        (await named.Joined()).ShouldBe("pending order 3");
        (await named.RefundUnits("o2", "r1", Day(4), "1", 1)).Must(201);
        (await named.Joined()).ShouldBe("pending order 3", "what counts is kept");
        (await named.RefundUnits("o2", "r2", Day(5), "2", 1)).Must(201);
        (await named.Joined()).ShouldBe("none orderReturned 5");

        var service = await api.NewJoiningShop("service");
        (await service.Put("/v1/products/p2", new { name = "Card", rung = "member" })).Must(200);
        (await service.Contact(Day(1))).Must(201);
        (await service.Order("o1", "C", Day(2), 1_000)).Must(201);
        (await service.Joined()).ShouldBe("none orderMissing 1");
        (await service.Order("o2", "C", Day(3), 1_000, 2_000)).Must(201);
        (await service.Joined()).ShouldBe("pending order 3");
    }

    [Fact]
    public async Task A_refund_in_full_ends_a_pending_membership_and_its_cancellation_brings_it_back()
    {
        var shop = await api.NewJoiningShop();
        (await shop.Contact(Day(1))).Must(201);
        (await shop.OpenOrder("o1", "C", Day(2), 1_000)).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(3), 400)).Must(201);
        (await shop.Joined()).ShouldBe("pending order 2", "a part of it is kept");
        (await shop.RefundPlain("o1", "r2", Day(4), 600)).Must(201);
        (await shop.Joined()).ShouldBe("none orderReturned 4");
        (await shop.Step("a", Day(3))).Must(201);
        (await shop.Step("b", Day(5))).Must(201);
        (await shop.Joined()).ShouldBe("none orderReturned 4", "the last step came too late");
        (await shop.Post("/v1/orders/o1/refunds/r2/cancellation", new { cancelledAt = Day(6), reason = "why" }))
            .Must(200);
        (await shop.Joined()).ShouldBe("active ceremony 5");
        await shop.Sound();
    }

    [Fact]
    public async Task A_guests_contact_is_the_claiming_customers()
    {
        var shop = await api.NewJoiningShop();
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "g",
            paidAt = Day(2),
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(100) } },
        })).Must(201).Text("guestId");
        (await shop.Contact(Day(3), guest)).Must(201);
        (await shop.Joined(guest)).ShouldBe("none nothing", "a guest is to be claimed first");
        (await shop.Step("a", Day(3), guest)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/customerId");
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await shop.Joined()).ShouldBe("pending contact 3");
        (await shop.Contact(Day(2), guest, "late")).Must(201).Text("customerId").ShouldBe("C");
        (await shop.Joined()).ShouldBe("pending order 2");
        await shop.Sound();
    }

    [Fact]
    public async Task A_repetition_changes_nothing_and_other_content_is_refused()
    {
        var shop = await api.NewJoiningShop();
        var first = (await shop.Contact(Day(2))).Must(201);
        await shop.SetClock(Day(21));
        (await shop.Contact(Day(2))).Must(200).Body.ShouldBe(first.Body);
        (await shop.Contact(Day(3))).Refused(409, "CONTACT_CONFLICT").Pointer.ShouldBe("#/addedAt");
        (await shop.Contact(Day(2), channel: "phone")).Refused(409, "CONTACT_CONFLICT").Pointer.ShouldBe("#/channel");
        (await shop.Contact(Day(2), "D", "contact-C")).Refused(409, "CONTACT_CONFLICT");
        (await shop.Contact(Day(22))).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/addedAt");
        (await shop.Contact(Day(2), channel: " ")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/channel");
        (await shop.Get("/v1/members/nobody/membership")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await api.Count($"select count(*) from member_contacts where shop_id = {shop.ShopKey}")).ShouldBe(1);
    }

    [Fact]
    public async Task Contacts_steps_and_orders_at_once_end_in_one_membership_with_one_number()
    {
        await api.FollowMemberships();
        var shop = await api.NewJoiningShop();
        var made = await Task.WhenAll(Enumerable.Range(0, 6).SelectMany(i => new[]
        {
            shop.Contact(Day(2)), shop.Contact(Day(3), contactId: $"own{i}"),
            shop.Step("a", Day(4)), shop.Step("b", Day(5), recordId: $"b{i}"),
            shop.Order($"o{i}", "C", Day(1).AddMinutes(i), 1_000),
        }));
        made.Count(answer => answer.Status == 201).ShouldBe(20);
        made.Count(answer => answer.Status == 200).ShouldBe(10);
        (await shop.Joined()).ShouldBe("active ceremony 5");
        await api.Until(shop, "member.membershipBegun", 1);
        (await api.Events(shop, "member.membershipPending")).ShouldBe(1);
        (await shop.Get("/v1/members/C/number")).Must(200).Text("number").ShouldBe("M001");
        (await api.Count($"select count(*) from member_numbers where shop_id = {shop.ShopKey}")).ShouldBe(1);
        await shop.Sound();
    }
}
