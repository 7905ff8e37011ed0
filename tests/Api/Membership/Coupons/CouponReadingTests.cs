using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.Coupons;

/// <summary>Coupons by code, by customer and for a cart.</summary>
public sealed class CouponReadingTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_state_follows_the_clock_and_the_list_filters_by_it()
    {
        var shop = await Shop();
        await shop.Template("t", ("validity", new { days = 2, from = Day(3) }));
        var code = await shop.Claimed("C", "t");
        (await shop.CouponState(code)).ShouldBe("upcoming");
        (await States("upcoming")).ShouldBe(1);
        await shop.SetClock(Day(3));
        (await shop.CouponState(code)).ShouldBe("usable");
        (await States("usable")).ShouldBe(1);
        await shop.SetClock(Day(5));
        (await shop.CouponState(code)).ShouldBe("expired");
        ((await States("usable")), (await States("expired"))).ShouldBe((0, 1));
        (await shop.Get("/v1/customers/C/coupons?status=lost")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get("/v1/customers/X/coupons")).Refused(404, "CUSTOMER_NOT_FOUND");

        async Task<int> States(string state) =>
            (await shop.Get($"/v1/customers/C/coupons?status={state}")).Must(200).List("data").Length;
    }

    [Fact]
    public async Task A_code_is_read_without_case_and_hyphens_and_a_mistyped_one_is_unknown()
    {
        var shop = await Shop();
        await shop.Template("t");
        var code = await shop.Claimed("C", "t");
        (await shop.Get($"/v1/coupons/{code.ToLowerInvariant().Replace("-", "")}")).Must(200)
            .Text("couponCode").ShouldBe(code);
        var mistyped = (code[0] == 'A' ? 'B' : 'A') + code[1..];
        (await shop.Get($"/v1/coupons/{mistyped}")).Refused(404, "COUPON_NOT_FOUND");
        (await (await api.NewShop()).Get($"/v1/coupons/{code}")).Refused(404, "COUPON_NOT_FOUND");
    }

    [Fact]
    public async Task The_QR_code_is_a_picture_that_scales()
    {
        var shop = await Shop();
        await shop.Template("t");
        var code = await shop.Claimed("C", "t");
        var picture = (await shop.Get($"/v1/coupons/{code}/qr")).Must(200);
        picture.Headers["Content-Type"].ShouldStartWith("image/svg+xml");
        System.Xml.Linq.XElement.Parse(picture.Body).Name.LocalName.ShouldBe("svg");
        (await shop.Get("/v1/coupons/nothing/qr")).Refused(404, "COUPON_NOT_FOUND");
    }

    [Fact]
    public async Task A_cart_has_the_best_coupon_first_and_the_others_with_what_is_missing()
    {
        var shop = await Shop();
        await shop.Template("small");
        await shop.Template("big", ("discount", new { kind = "percentage", percentBps = 2_000 }));
        await shop.Template("more", ("minimumSpend", Pence(20_000)));
        await shop.Template("later", ("validity", new { days = 2, from = Day(3) }));
        await shop.Template("else", ("discount", new { kind = "product", productIds = new[] { "p9" } }));
        (await shop.Claim("C", "small", "big", "more", "later", "else")).Must(201);
        var used = await shop.Claimed("C", "small");
        (await shop.Redeem(used, "o1", Day(1))).Must(201);

        var cart = (await shop.Post("/v1/customers/C/coupon-qualifications", new
        {
            lines = new object[]
            {
                new { productId = "p1", quantity = 2, amount = Pence(9_000) },
                new { productId = "p2", quantity = 0.5, amount = Pence(3_000) },
            },
        })).Must(200);
        cart.List("available").Select(one => (
            one.GetProperty("coupon").GetProperty("templateId").GetString(),
            one.GetProperty("discount").GetProperty("amount").GetInt64(),
            one.GetProperty("lines")[1].GetProperty("amount").GetInt64())).ShouldBe(
            [("big", 2_400, 600), ("small", 1_000, 250)]);
        var unavailable = cart.List("unavailable").ToDictionary(
            one => one.GetProperty("coupon").GetProperty("templateId").GetString()!,
            one => one.GetProperty("reasons").EnumerateArray().ToArray());
        unavailable.Keys.Order().ShouldBe(["else", "later", "more"]);
        unavailable["else"].ShouldHaveSingleItem().GetProperty("code").GetString().ShouldBe("noEligibleProduct");
        unavailable["later"].ShouldHaveSingleItem().GetProperty("from").GetDateTimeOffset().ShouldBe(Day(3));
        var missing = unavailable["more"].ShouldHaveSingleItem();
        (missing.GetProperty("required").GetInt64(), missing.GetProperty("available").GetInt64(),
            missing.GetProperty("missing").GetInt64()).ShouldBe((20_000, 12_000, 8_000));
    }

    [Theory]
    [InlineData("""{"lines":[]}""", "#/lines")]
    [InlineData("""{"lines":[{"productId":"p","quantity":0,"amount":{"amount":1,"currency":"GBP"}}]}""",
        "#/lines/0/quantity")]
    [InlineData("""{"lines":[{"productId":"p","quantity":1,"amount":{"amount":1,"currency":"CNY"}}]}""",
        "#/lines/0/amount")]
    [InlineData(
        """{"lines":[{"productId":"p","quantity":1,"amount":{"amount":1,"currency":"GBP"}}],"""
        + """ "shipping":{"amount":-1,"currency":"GBP"}}""",
        "#/shipping/amount")]
    public async Task A_cart_that_cannot_be_read_is_refused_by_its_place(string cart, string pointer)
    {
        var shop = await Shop();
        (await shop.Post("/v1/customers/C/coupon-qualifications", cart)).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe(pointer);
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C");
        return shop;
    }
}
