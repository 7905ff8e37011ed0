using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.CouponClaims;

/// <summary>Customers claim coupons: their windows, audiences and limits.</summary>
public sealed class ClaimCouponsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_claim_issues_a_coupon_with_a_code_and_announces_it()
    {
        var shop = await Shop();
        await shop.Template("t");
        var coupon = (await shop.Claim("C", "t")).Must(201).List("coupons").ShouldHaveSingleItem();
        coupon.GetProperty("status").GetString().ShouldBe("usable");
        coupon.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(Day(31));
        var code = coupon.GetProperty("couponCode").GetString()!;
        (await shop.Coupon(code)).Text("customerId").ShouldBe("C");
        (await api.Count($"""
            select count(*) from outbox where shop_id = {shop.ShopKey} and type = 'coupon.issued'
                and payload = '{$$"""{"couponCode": "{{code}}", "templateId": "t", "customerId": "C"}"""}'
            """)).ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claim_repeated_under_its_key_is_answered_as_before()
    {
        var shop = await Shop();
        await shop.Template("t");
        var first = await Keyed("key", "C");
        (await Keyed("key", "C")).Body.ShouldBe(first.Must(201).Body);
        (await Keyed("other", "C")).Must(201).Body.ShouldNotBe(first.Body);
        (await shop.Get("/v1/customers/C/coupons")).Must(200).List("data").Length.ShouldBe(2);

        Task<Answer> Keyed(string key, string customer) => shop.Post(
            $"/v1/customers/{customer}/coupons", new { templateIds = new[] { "t" } }, ("Idempotency-Key", key));
    }

    [Fact]
    public async Task A_pack_is_issued_whole_or_not_at_all()
    {
        var shop = await Shop();
        await shop.Template("a");
        await shop.Template("b", ("limits", new { stock = 1 }));
        (await shop.Claim("C", "a", "b")).Must(201).List("coupons").Length.ShouldBe(2);
        (await shop.Claim("D", "a", "b")).Refused(409, "COUPON_SOLD_OUT").Pointer.ShouldBe("#/templateIds/1");
        (await shop.Get("/v1/customers/D/coupons")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get("/v1/coupon-templates/a")).Must(200).Number("issued").ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_limit_of_the_customer_and_of_a_day_is_refused_until_the_day_ends()
    {
        var shop = await Shop();
        await shop.Template("t", ("limits", new { perDay = 2, perCustomer = 2, perCustomerPerDay = 1 }));
        (await shop.Claim("C", "t")).Must(201);
        (await shop.Claim("C", "t")).Refused(409, "COUPON_LIMIT_REACHED").Pointer.ShouldBe("#/templateIds/0");
        (await shop.Claim("D", "t")).Must(201);
        (await shop.Claim("E", "t")).Refused(409, "COUPON_SOLD_OUT").Text("detail")
            .ShouldContain("2010-12-02T00:00:00Z");
        await shop.SetClock(Day(2, 0));
        (await shop.Claim("C", "t")).Must(201);
        await shop.SetClock(Day(3));
        (await shop.Claim("C", "t")).Refused(409, "COUPON_LIMIT_REACHED");
        (await shop.Claim("E", "t")).Must(201);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_window_an_audience_and_an_end_are_held()
    {
        var shop = await Shop();
        await shop.Template("later", ("claimWindow", new { from = Day(2), until = Day(3) }));
        (await shop.Claim("C", "later")).Refused(409, "COUPON_CLAIM_CLOSED");
        await shop.Template("new", ("audience", new { kind = "newCustomers" }));
        (await shop.Claim("C", "new")).Must(201);
        (await shop.Order("o1", "C", Day(1), 10_000)).Must(201);
        (await shop.Claim("C", "new")).Refused(409, "COUPON_NOT_FOR_CUSTOMER");
        (await shop.Claim("D", "new")).Must(201);

        await shop.Template("tier", ("audience", new { kind = "tiers", tierIds = new[] { "gold" } }));
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 1,
            growthFrom = 50,
            privileges = Array.Empty<object>(),
        })).Must(200);
        (await shop.Claim("D", "tier")).Refused(409, "COUPON_NOT_FOR_CUSTOMER");
        (await shop.Order("o2", "C", Day(1), 10_000)).Must(201);
        (await shop.Claim("C", "tier")).Must(201);

        await shop.SetClock(Day(2));
        (await shop.Claim("C", "later")).Must(201);
        await shop.SetClock(Day(3));
        (await shop.Claim("C", "later")).Refused(409, "COUPON_CLAIM_CLOSED");
        await shop.Template("new", ("status", "ended"));
        (await shop.Claim("E", "new")).Refused(409, "COUPON_CLAIM_CLOSED");
    }

    [Fact]
    public async Task An_unknown_customer_or_template_and_a_list_that_cannot_be_read_are_refused()
    {
        var shop = await Shop();
        await shop.Template("t");
        (await shop.Claim("X", "t")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Claim("C", "t", "u")).Refused(422, "COUPON_TEMPLATE_UNKNOWN").Pointer.ShouldBe("#/templateIds/1");
        (await shop.Claim("C")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/templateIds");
        (await shop.Claim("C", "t", "t")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/templateIds");
        (await shop.Claim("C", [.. Enumerable.Range(0, 11).Select(i => $"t{i}")])).Refused(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task The_offers_of_a_customer_state_what_is_left_and_why_one_cannot_be_claimed()
    {
        var shop = await Shop();
        await shop.Template("a", ("limits", new { stock = 1 }));
        await shop.Template("b", ("limits", new { stock = 5, perCustomer = 1 }));
        await shop.Template("c", ("claimWindow", new { from = Day(9) }));
        await shop.Template("d", ("status", "ended"));
        (await shop.Claim("D", "a")).Must(201);
        (await shop.Claim("C", "b")).Must(201);
        (await Offers("C")).ShouldBe(["a 0 soldOut", "b 4 perCustomer", "c  claimWindow"]);
        (await Offers("E")).ShouldBe(["a 0 soldOut", "b 4 ", "c  claimWindow"]);
        (await shop.Get("/v1/customers/X/coupon-offers")).Refused(404, "CUSTOMER_NOT_FOUND");

        async Task<string[]> Offers(string customer) =>
            [.. (await shop.Get($"/v1/customers/{customer}/coupon-offers")).Must(200).List("data").Select(one =>
                $"{one.GetProperty("templateId")} {(one.TryGetProperty("left", out var left) ? left : "")} "
                + string.Join(
                    ',', one.GetProperty("unavailable").EnumerateArray().Select(why => why.GetProperty("code"))))];
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D", "E");
        return shop;
    }
}
