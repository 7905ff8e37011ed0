using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.CouponRedemptions;

/// <summary>The shop gives coupons back.</summary>
public sealed class ReturnCouponTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_returned_coupon_is_usable_by_another_order_and_has_its_days_of_grace()
    {
        var shop = await Shop();
        await shop.Template(
            "t", ("validity", new { days = 2 }), ("returns", new { onRefund = "never", graceDays = 7 }));
        var code = await shop.Claimed("C", "t");
        (await shop.Redeem(code, "o1", Day(1))).Must(201);
        await shop.SetClock(Day(5));
        var returned = (await shop.ReturnCoupon(code, "o1")).Must(200);
        (returned.Text("status"), returned.Time("returnedAt")).ShouldBe(("returned", Day(5)));
        (await shop.ReturnCoupon(code, "o1", "another reason")).Must(200).Body.ShouldBe(returned.Body);
        var coupon = await shop.Coupon(code);
        (coupon.Text("status"), coupon.Time("expiresAt")).ShouldBe(("usable", Day(12)));
        (await api.Events(shop, "coupon.returned")).ShouldBe(1);
        (await shop.Redeem(code, "o2", Day(5))).Must(201).List("warnings").ShouldBeEmpty();
        (await shop.Redeem(code, "o1", Day(1))).Must(200).Text("status").ShouldBe("returned");
        (await shop.Coupon(code)).Text("orderId").ShouldBe("o2");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Returns_at_once_are_one()
    {
        var shop = await Shop();
        await shop.Template("t", ("returns", new { onRefund = "never", graceDays = 40 }));
        var code = await shop.Claimed("C", "t");
        (await shop.Redeem(code, "o1", Day(1))).Must(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.ReturnCoupon(code, "o1")));
        answers.Select(answer => answer.Must(200).Body).Distinct().ShouldHaveSingleItem();
        (await api.Events(shop, "coupon.returned")).ShouldBe(1);
        (await shop.Coupon(code)).Time("expiresAt").ShouldBe(Day(41));
    }

    [Fact]
    public async Task What_was_not_redeemed_is_not_returned()
    {
        var shop = await Shop();
        await shop.Template("t");
        var code = await shop.Claimed("C", "t");
        (await shop.ReturnCoupon(code, "o1")).Refused(404, "REDEMPTION_NOT_FOUND");
        (await shop.ReturnCoupon("2222-2222-2223", "o1")).Refused(404, "COUPON_NOT_FOUND");
        (await shop.ReturnCoupon(code, "o1", " ")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/reason");
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C");
        return shop;
    }
}
