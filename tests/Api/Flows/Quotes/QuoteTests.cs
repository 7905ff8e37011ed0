using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Quotes;

/// <summary>A quote is what the order then does: prices, coupons, uses of privileges.</summary>
public sealed class QuoteTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_cart_is_quoted_by_tier_and_coupon_and_the_same_cart_is_quoted_once()
    {
        var shop = await Shop();
        var code = await shop.Claimed("C", "ten-off");
        var quote = (await Quote(shop, "q1")).Must(201);
        (quote.Text("tierId"), quote.Text("status")).ShouldBe(("gold", "quoted"));
        (quote.Minor("listTotal"), quote.Minor("discount"), quote.Minor("total")).ShouldBe((20_800, 2_800, 18_000));
        quote.List("lines")[0].GetProperty("discounts").EnumerateArray()
            .Select(one => (one.GetProperty("code").GetString(), Minor(one, "amount")))
            .ShouldBe([("price", 1_000), (code, 1_000)]);
        quote.Json.GetProperty("earns").GetProperty("points").GetInt64().ShouldBe(180);
        (quote.Minor("storedValue"), quote.Number("points")).ShouldBe((5_000, 79), "20 of 99 points were spent");
        (await Quote(shop, "q1")).Must(200).Body.ShouldBe(quote.Body);
        (await Quote(shop, "q1", quantity: 3)).Refused(409, "QUOTE_CONFLICT").Pointer.ShouldBe("#/lines/0/quantity");
        (await shop.Get("/v1/quotes/q1")).Must(200).Body.ShouldBe(quote.Body);
        (await shop.Get("/v1/quotes/q9")).Refused(404, "QUOTE_NOT_FOUND");

        var plain = (await Quote(shop, "q2", customer: "nobody")).Must(201);
        (plain.Minor("total"), plain.Json.TryGetProperty("tierId", out _)).ShouldBe((20_800, false));
        plain.List("lines")[0].GetProperty("restrictedTo").GetString().ShouldBe("gold");
        var none = (await Quote(shop, "q3", coupons: [])).Must(201);
        none.Minor("total").ShouldBe(19_000);
        var unknown = (await Quote(shop, "q4", coupons: ["AAAA"])).Must(201);
        unknown.List("unavailable")[0].GetProperty("reasons")[0].GetProperty("code").GetString()
            .ShouldBe("couponUnknown");
    }

    [Fact]
    public async Task A_reservation_keeps_coupon_and_limited_uses_until_it_is_released_or_expires()
    {
        var shop = await Shop();
        await shop.Claimed("C", "ten-off");
        (await Quote(shop, "q1")).Must(201);
        (await Quote(shop, "q2")).Must(201);
        (await End(shop, "q1", "reserve")).Must(200).Text("status").ShouldBe("reserved");
        (await End(shop, "q1", "reserve")).Must(200);
        (await End(shop, "q2", "reserve")).Refused(409, "QUOTE_OUTDATED").Json.GetProperty("detail").GetString()
            .ShouldBe("It was 180.00 GBP, and is 198.00 GBP by now.");
        var other = (await Quote(shop, "q3")).Must(201);
        (other.Minor("total"), Reasons(other)).ShouldBe((19_800, "shipping perDay, coupon reserved"));
        (await End(shop, "q1", "release")).Must(200).Text("status").ShouldBe("released");
        (await End(shop, "q1", "release")).Must(200);
        (await End(shop, "q1", "reserve")).Refused(409, "QUOTE_CONFLICT");
        (await End(shop, "q2", "reserve")).Must(200);
        await shop.SetClock(Day(7).AddMinutes(30));
        (await shop.Get("/v1/quotes/q2")).Must(200).Text("status").ShouldBe("expired");
        (await Quote(shop, "q5")).Must(201).Minor("total").ShouldBe(18_000);
        (await shop.Post("/v1/quotes/q5/reserve", new { validMinutes = 0 })).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/validMinutes");
        (await shop.Post("/v1/quotes/q5/reserve", new { validMinutes = 5 })).Must(200).Time("expiresAt")
            .ShouldBe(Day(7).AddMinutes(35));
        (await shop.Post("/v1/quotes/q5/release", new { releasedAt = Day(400) })).Refused(422, "TIME_IN_FUTURE")
            .Pointer.ShouldBe("#/releasedAt");
        (await End(shop, "q9", "reserve")).Refused(404, "QUOTE_NOT_FOUND");
        (await End(shop, "q9", "release")).Refused(404, "QUOTE_NOT_FOUND");
    }

    [Fact]
    public async Task The_order_does_what_was_quoted_and_a_difference_is_shown_whichever_is_reported_first()
    {
        var shop = await Shop();
        var code = await shop.Claimed("C", "ten-off");
        (await Quote(shop, "q1")).Must(201);
        (await End(shop, "q1", "reserve")).Must(200);
        var committed = (await Commit(shop, "q1", "o1")).Must(200);
        (committed.Text("status"), committed.Text("orderId")).ShouldBe(("committed", "o1"));
        committed.Json.TryGetProperty("differences", out _).ShouldBeFalse("the order is not known");
        (await Commit(shop, "q1", "o1")).Must(200);
        (await Commit(shop, "q1", "o2")).Refused(409, "QUOTE_CONFLICT");
        (await End(shop, "q1", "release")).Refused(409, "QUOTE_CONFLICT");
        (await End(shop, "q1", "reserve")).Refused(409, "QUOTE_CONFLICT");
        (await shop.Get($"/v1/coupons/{code}")).Must(200).Text("orderId").ShouldBe("o1");
        (await shop.Get("/v1/members/C/privilege-uses")).Must(200).List("data")
            .Select(use => $"{use.GetProperty("code").GetString()} {Minor(use, "saved")} "
                + $"{use.GetProperty("orderId").GetString()} {use.TryGetProperty("breach", out _)}")
            .ShouldBe(["shipping 800 o1 False", "price 1000 o1 False"]);
        (await Order(shop, "o1", 2_000, 0)).Must(201);
        (await shop.Get("/v1/quotes/q1")).Must(200).List("differences").ShouldBeEmpty();

        (await Quote(shop, "q2")).Must(201);
        (await Order(shop, "o2", 1_000, 500)).Must(201);
        (await Commit(shop, "q2", "o2")).Must(200);
        (await shop.Get("/v1/quotes/q2")).Must(200).List("differences").Select(one =>
                $"{one.GetProperty("what").GetString()} {one.GetProperty("quoted").GetString()} "
                + one.GetProperty("ordered").GetString())
            .ShouldBe(["shipping 800 500"], "the free shipping of the day was used, and the shop took 5.00");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_expired_quote_is_committed_and_a_coupon_that_another_order_has_used_is_left_out()
    {
        var shop = await Shop();
        var code = await shop.Claimed("C", "ten-off");
        (await Quote(shop, "q1")).Must(201);
        await shop.SetClock(Day(8));
        (await shop.Redeem(code, "other", Day(8))).Must(201);
        (await shop.Post("/v1/quotes/q1/commit", new { orderId = "o1", committedAt = Day(7) })).Must(200);
        (await shop.Get($"/v1/coupons/{code}")).Must(200).Text("orderId").ShouldBe("other");
        (await shop.Post("/v1/quotes/q1/commit", new { orderId = "" })).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/orderId");
        (await Quote(shop, "q2")).Must(201);
        (await shop.Post("/v1/quotes/q2/commit", new { orderId = "o2", committedAt = Day(400) }))
            .Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/committedAt");
        (await Commit(shop, "q9", "o2")).Refused(404, "QUOTE_NOT_FOUND");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_ten_reservations_at_once_one_has_the_coupon_and_ten_commits_are_one()
    {
        var shop = await Shop();
        await shop.Claimed("C", "ten-off");
        for (var i = 0; i < 10; i++) (await Quote(shop, $"q{i}")).Must(201);
        var reserved = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => End(shop, $"q{i}", "reserve")));
        reserved.Count(answer => answer.Status == 200).ShouldBe(1);
        reserved.Where(answer => answer.Status != 200).ShouldAllBe(answer => answer.Code == "QUOTE_OUTDATED");
        var winner = Array.FindIndex(reserved, answer => answer.Status == 200);
        var committed = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Commit(shop, $"q{winner}", "o1")));
        committed.ShouldAllBe(answer => answer.Status == 200);
        (await shop.Get("/v1/members/C/privilege-uses")).Must(200).List("data").Length.ShouldBe(2);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cart_that_cannot_be_read_is_refused_with_its_place()
    {
        var shop = await Shop();
        (await Quote(shop, "q1", quantity: 0)).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/lines/0/quantity");
        (await shop.Post("/v1/quotes", new
        {
            quoteId = "q",
            customerId = "C",
            lines = new[] { Line("1", 1), Line("1", 1) },
        })).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/lines");
        (await Quote(shop, "q1", quantity: 100_000_000)).Must(201);
        (await shop.Post("/v1/quotes", new
        {
            quoteId = "q2",
            customerId = "C",
            lines = new[]
            {
                new { lineId = "1", productId = "p", quantity = 1_000_000_000, unitPrice = Pence(100_000_000_000) },
            },
        })).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/lines");
    }

    private static string Reasons(Answer quote) => string.Join(", ", quote.List("unavailable").Select(one =>
        (one.GetProperty("kind").GetString() == "coupon" ? "coupon" : one.GetProperty("code").GetString())
        + $" {one.GetProperty("reasons")[0].GetProperty("code").GetString()}"));

    private static long Minor(JsonElement of, string name) =>
        of.GetProperty(name).GetProperty("amount").GetInt64();

    private static Task<Answer> End(TestShop shop, string quoteId, string how) =>
        shop.Post($"/v1/quotes/{quoteId}/{how}", new { });

    private static Task<Answer> Commit(TestShop shop, string quoteId, string orderId) =>
        shop.Post($"/v1/quotes/{quoteId}/commit", new { orderId });

    private static object Line(string lineId, int quantity) =>
        new { lineId, productId = "p", quantity, unitPrice = Pence(10_000) };

    private static Task<Answer> Quote(
        TestShop shop, string quoteId, int quantity = 2, string customer = "C", string[]? coupons = null) =>
        shop.Post("/v1/quotes", new
        {
            quoteId,
            customerId = customer,
            lines = new[] { Line("1", quantity) },
            shipping = Pence(800),
            couponCodes = coupons,
        });

    private static Task<Answer> Order(TestShop shop, string orderId, long discount, long shipping) =>
        shop.Post("/v1/orders", new
        {
            orderId,
            customerId = "C",
            paidAt = Day(7),
            lines = new[]
            {
                new
                {
                    lineId = "1", productId = "p", quantity = 2, unitPrice = Pence(10_000),
                    discounts = new[] { new { amount = Pence(discount), fundedBy = "merchant" } },
                },
            },
            shipping = Pence(shipping),
        });

    private async Task<TestShop> Shop()
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
                    limits = new { perDay = 1 },
                },
                new
                {
                    code = "own", kind = "identity", name = "Own",
                    grant = new { type = "exclusiveProduct", productIds = new[] { "p" } },
                },
            },
        })).Must(200);
        await shop.Card("card-1", Day(1));
        await shop.Template("ten-off");
        (await shop.Post("/v1/members/C/points/spends", new { spendId = "s1", points = 20, reason = "a gift" }))
            .Must(201);
        await shop.ValueSettings();
        (await shop.TopUp("C", "t1", Day(2), 5_000)).Must(201);
        return shop;
    }
}
