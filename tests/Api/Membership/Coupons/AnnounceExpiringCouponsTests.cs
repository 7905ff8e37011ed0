using Shouldly;
using SocialCommerce.Membership.Coupons;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.Coupons;

/// <summary>The expiry of a coupon is announced once, by the shop's clock.</summary>
public sealed class AnnounceExpiringCouponsTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Each_usable_coupon_is_announced_once_at_the_days_of_its_terms()
    {
        api.Settings.Add($"--{CouponNoticeSchedule.Setting}=20");
        await api.Instance();
        await api.Instance();
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D");
        await shop.Template("t", ("validity", new { days = 10 }), ("expiryNoticeDays", 2));
        await shop.Template("silent", ("validity", new { days = 10 }), ("expiryNoticeDays", 0));
        await shop.Template("late", ("validity", new { until = Day(9) }), ("expiryNoticeDays", 1));
        var code = await shop.Claimed("C", "t");
        (await shop.Claim("C", "silent")).Must(201);
        (await shop.Claim("C", "late")).Must(201);
        (await shop.Redeem(await shop.Claimed("D", "t"), "o1", Day(1))).Must(201);

        await shop.SetClock(Day(7));
        await Idle(shop, announced: 0);
        await shop.SetClock(Day(9));
        await Until(shop, 1);
        (await api.Count($"""
            select count(*) from outbox where shop_id = {shop.ShopKey} and type = 'coupon.expiring'
                and payload = '{$$"""{"couponCode": "{{code}}", "templateId": "t", "customerId": "C"}"""}'
            """)).ShouldBe(1, "the one that had expired by then is not announced");
        await Idle(shop, announced: 1);
        (await shop.ReturnCoupon(await Redeemed(shop), "o1")).Must(200);
        await Until(shop, 2);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task<string> Redeemed(TestShop shop) =>
        (await shop.Get("/v1/customers/D/coupons")).Must(200).List("data")[0].GetProperty("couponCode").GetString()!;

    private async Task Until(TestShop shop, int announced)
    {
        for (var tries = 0; tries < 1_000; tries++, await Task.Delay(20))
            if (await api.Events(shop, "coupon.expiring") >= announced) break;
        (await api.Events(shop, "coupon.expiring")).ShouldBe(announced);
    }

    /// <summary>Another shop's notice, which comes later, shows that this shop has been looked at.</summary>
    private async Task Idle(TestShop shop, int announced)
    {
        var other = await api.NewShop("manual", now: Day(1));
        await other.Customers("C");
        await other.Template("t", ("validity", new { days = 1 }));
        (await other.Claim("C", "t")).Must(201);
        await Until(other, 1);
        (await api.Events(shop, "coupon.expiring")).ShouldBe(announced);
    }
}
