using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Privileges;

/// <summary>What was given is kept; whether the customer was entitled to it follows the customer's own tiers.</summary>
public sealed class RecordPrivilegeUseTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_use_is_recorded_once_and_a_limit_is_used_up_until_the_next_month()
    {
        var shop = await Shop(api);
        await shop.Card("o1", Day(1));
        var used = (await shop.Use("u1", "shipping", Day(2))).Must(201);
        (used.Text("tierId"), used.Text("customerId")).ShouldBe(("gold", "C"));
        used.Json.TryGetProperty("breach", out _).ShouldBeFalse();
        (await shop.Use("u1", "shipping", Day(2))).Must(200).Body.ShouldBe(used.Body);
        (await shop.Use("u1", "shipping", Day(1))).Refused(409, "PRIVILEGE_USE_CONFLICT").Pointer.ShouldBe("#/useId");
        (await shop.Use("u1", "shipping", Day(2), customer: "D")).Refused(409, "PRIVILEGE_USE_CONFLICT");

        var before = (await shop.Get("/v1/members/C/privileges")).Must(200);
        Codes(before, "privileges").ShouldBe(["price", "shipping"]);
        before.List("privileges")[1].GetProperty("left").GetInt32().ShouldBe(1);
        (await shop.Use("u2", "shipping", Day(3))).Must(201);
        var after = (await shop.Get("/v1/members/C/privileges", ("If-None-Match", before.Headers["ETag"]))).Must(200);
        Codes(after, "privileges").ShouldBe(["price"]);
        var reason = after.List("unavailable")[0].GetProperty("reasons")[0];
        (reason.GetProperty("code").GetString(), reason.GetProperty("from").GetDateTimeOffset())
            .ShouldBe(("perMonth", new DateTimeOffset(2011, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        (await shop.Get("/v1/members/C/privileges", ("If-None-Match", after.Headers["ETag"]))).Must(304);

        (await shop.Use("u3", "shipping", Day(4))).Must(201).Text("breach").ShouldBe("overLimit");
        (await api.Events(shop, "privilege.breached")).ShouldBe(1);
        (await shop.Cancel("u2")).Must(200).Time("cancelledAt").ShouldNotBeNull();
        (await shop.Cancel("u2")).Must(200);
        (await Breaches(shop)).ShouldBeEmpty("the third use is the second that counts");
        (await shop.Uses("C")).ShouldBe(["u3 gold -", "u1 gold -"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_order_that_is_reported_later_and_a_refund_decide_what_was_a_breach()
    {
        var shop = await Shop(api);
        (await shop.Use("u1", "price", Day(5))).Must(201).Text("breach").ShouldBe("notMember");
        (await shop.Use("u2", "unheard", Day(6), customer: "D")).Must(201).Text("breach").ShouldBe("notMember");
        (await Breaches(shop)).ShouldBe(["u2", "u1"]);
        await shop.Card("o1", Day(4));
        (await Breaches(shop)).ShouldBe(["u2"]);
        (await shop.Uses("C")).ShouldBe(["u1 gold -"]);
        (await shop.Use("u1", "price", Day(5))).Must(200);
        await shop.SetClock(Day(9));
        (await shop.Use("u3", "price", Day(8))).Must(201).Json.TryGetProperty("breach", out _).ShouldBeFalse();
        (await shop.RefundUnits("o1", "r1", Day(9), "1", 1)).Must(201);
        (await shop.Use("u4", "price", Day(9))).Must(201).Text("breach").ShouldBe("notMember");
        (await Breaches(shop)).ShouldBe(["u4", "u2"]);
        var report = (await shop.Get("/v1/reports/privileges")).Must(200);
        var row = report.List("used").ShouldHaveSingleItem();
        (row.GetProperty("tierId").GetString(), row.GetProperty("uses").GetInt64()).ShouldBe(("gold", 2));
        report.List("breached").Select(one => one.GetProperty("code").GetString()).ShouldBe(["price", "unheard"]);
        report.List("unused").Select(one => one.GetProperty("code").GetString()).ShouldBe(["shipping"]);
        (await shop.Get($"/v1/reports/privileges?from={Day(9):O}&to={Day(8):O}".Replace("+00:00", "Z", default)))
            .Refused(422, "VALIDATION_FAILED");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invitation_from_an_earlier_day_on_makes_uses_right_until_it_is_revoked()
    {
        var shop = await Shop(api);
        await shop.Customers("C");
        (await shop.Use("u1", "price", Day(3))).Must(201).Text("breach").ShouldBe("notMember");
        var person = await api.Operator(shop, "ann", "operator");
        (await person.Post("/v1/members/C/tier-invitations", new
        {
            invitationId = "i1",
            tierId = "gold",
            reason = "a guest of honour",
            startsAt = Day(2),
        })).Must(201);
        (await Breaches(shop)).ShouldBeEmpty();
        (await shop.Use("u2", "price", Day(4))).Must(201).Text("tierId").ShouldBe("gold");
        await shop.SetClock(Day(8));
        (await person.Post("/v1/tier-invitations/i1/revoke", new { reason = "over" })).Must(200);
        await shop.SetClock(Day(9));
        (await shop.Use("u3", "price", Day(9))).Must(201).Text("breach").ShouldBe("notMember");
        (await shop.Uses("C")).ShouldBe(["u3 - notMember", "u2 gold -", "u1 gold -"]);
        (await Breaches(shop)).ShouldBe(["u3"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Ten_uses_at_once_are_all_kept_and_two_of_them_are_no_breach()
    {
        var shop = await Shop(api);
        await shop.Card("o1", Day(1));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            shop.Use($"u{n / 2}", "shipping", Day(2).AddMinutes(n / 2))));
        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        answers.Count(answer => answer.Status == 201).ShouldBe(10);
        var uses = await shop.Uses("C");
        uses.Count(use => use.EndsWith('-')).ShouldBe(2);
        uses.TakeLast(2).ShouldBe(["u1 gold -", "u0 gold -"]);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_with_its_place_and_leaves_nothing()
    {
        var shop = await Shop(api);
        (await shop.Use("u1", "price", Day(100))).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/usedAt");
        (await shop.Use("u1", "", Day(1))).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/code");
        (await shop.Use("u1", "price", Day(1), 0)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/quantity");
        (await shop.Get("/v1/members/C/privilege-uses")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Cancel("u1")).Refused(404, "CUSTOMER_NOT_FOUND");
        await shop.Customers("C");
        (await shop.Cancel("u1")).Refused(404, "PRIVILEGE_USE_NOT_FOUND");
        (await shop.Get("/v1/members/C/privilege-uses?cursor=x")).Refused(400, "CURSOR_UNREADABLE");
        (await shop.Uses("C")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claimed_guest_takes_the_uses_along_and_a_tier_that_the_guest_bought()
    {
        var shop = await Shop(api);
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "o1",
            paidAt = Day(2),
            lines = new[] { new { lineId = "1", productId = "card", quantity = 1, unitPrice = Pence(9_900) } },
        })).Must(201).Text("guestId");
        (await shop.Use("u1", "price", Day(3), customer: guest)).Must(201);
        (await shop.Use("u2", "price", Day(3))).Must(201).Text("breach").ShouldBe("notMember");
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "C" })).Must(201);
        (await shop.Uses("C")).ShouldBe(["u2 gold -", "u1 gold -"]);
        (await shop.Use("u3", "price", Day(3), customer: guest)).Must(201).Text("customerId").ShouldBe("C");
        (await Breaches(shop)).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static string?[] Codes(Answer answer, string list) =>
        [.. answer.List(list).Select(one => one.GetProperty("code").GetString())];

    private static async Task<string?[]> Breaches(TestShop shop) =>
    [
        .. (await shop.Get("/v1/privilege-breaches?limit=50")).Must(200).List("data")
            .Select(one => one.GetProperty("useId").GetString()),
    ];

    private static async Task<TestShop> Shop(TestApi api)
    {
        var shop = await api.NewShop("manual", now: Day(7));
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 2,
            memberProducts = new[] { "card" },
            validityDays = 365,
            privileges = new object[]
            {
                new
                {
                    code = "price", kind = "price", name = "Price",
                    grant = new { type = "percentage", percentBps = 500 },
                },
                new
                {
                    code = "shipping", kind = "consumption", name = "Shipping", grant = new { type = "freeShipping" },
                    limits = new { perMonth = 2 },
                },
            },
        })).Must(200);
        return shop;
    }
}

/// <summary>Uses of privileges in these tests.</summary>
internal static class PrivilegeSteps
{
    public static Task<Answer> Use(
        this TestShop shop, string useId, string code, DateTimeOffset usedAt, int quantity = 1,
        string customer = "C") =>
        shop.Post($"/v1/members/{customer}/privilege-uses", new { useId, code, usedAt, quantity });

    public static Task<Answer> Cancel(this TestShop shop, string useId) =>
        shop.Post($"/v1/members/C/privilege-uses/{useId}/cancellation", new { reason = "a mistake" });

    public static async Task<string[]> Uses(this TestShop shop, string customer) =>
    [
        .. (await shop.Get($"/v1/members/{customer}/privilege-uses")).Must(200).List("data").Select(use =>
            $"{use.GetProperty("useId").GetString()} {Text(use, "tierId")} {Text(use, "breach")}"),
    ];

    private static string Text(System.Text.Json.JsonElement use, string name) =>
        use.TryGetProperty(name, out var value) ? value.GetString()! : "-";
}
