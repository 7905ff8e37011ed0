using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Coupons;

/// <summary>Orders use coupons, and what the storefront has given is recorded.</summary>
public sealed class RedeemCouponTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_order_redeems_a_coupon_once_and_the_same_report_has_the_same_answer()
    {
        var (shop, code) = await Shop();
        var first = (await shop.Redeem(code, "o1", Day(2))).Must(201);
        (first.Text("status"), first.Text("fundedBy"), first.Minor("discount"))
            .ShouldBe(("redeemed", "merchant", 1_000));
        first.List("warnings").ShouldBeEmpty();
        (await shop.Redeem(code.ToLowerInvariant(), "o1", Day(2))).Must(200).Body.ShouldBe(first.Body);
        (await shop.Redeem(code, "o1", Day(2), 900)).Refused(409, "REDEMPTION_CONFLICT")
            .Pointer.ShouldBe("#/discount/amount");
        (await shop.Redeem(code, "o2", Day(2))).Refused(409, "COUPON_REDEEMED");
        var coupon = await shop.Coupon(code);
        (coupon.Text("status"), coupon.Text("orderId")).ShouldBe(("redeemed", "o1"));
        (await api.Events(shop, "coupon.redeemed")).ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_twenty_orders_at_once_one_has_the_coupon()
    {
        var (shop, code) = await Shop();
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? shop : other).Redeem(code, $"o{i}", Day(2))));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "COUPON_REDEEMED");
        (await api.Count($"select count(*) from coupon_redemptions where shop_id = {shop.ShopKey}")).ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_report_at_once_is_one_redemption()
    {
        var (shop, code) = await Shop();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Redeem(code, "o1", Day(2))));
        answers.Select(answer => answer.Body).Distinct().ShouldHaveSingleItem();
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        (await api.Events(shop, "coupon.redeemed")).ShouldBe(1);
    }

    [Fact]
    public async Task A_late_report_counts_by_its_own_time_and_what_the_terms_forbid_is_a_warning()
    {
        var (shop, code) = await Shop();
        var another = await shop.Claimed("C", "t");
        await shop.SetClock(Day(40));
        (await shop.Redeem(code, "o1", Day(30))).Must(201).List("warnings").ShouldBeEmpty();
        Warnings((await shop.Redeem(another, "o2", Day(32), 1_001, "D")).Must(201))
            .ShouldBe(["couponExpired", "otherCustomer", "discountExceedsTerms"]);
        await shop.Template("later", ("validity", new { days = 2, from = Day(50) }));
        Warnings((await shop.Redeem(await shop.Claimed("C", "later"), "o3", Day(40))).Must(201))
            .ShouldBe(["notYetValid"]);
        (await shop.FailedChecks()).ShouldBeEmpty();

        static string[] Warnings(Answer answer) => [.. answer.List("warnings").Select(one => one.GetString()!)];
    }

    [Fact]
    public async Task A_claimed_guest_leaves_the_coupons_to_the_customer()
    {
        var (shop, _) = await Shop();
        var guest = (await shop.Post("/v1/orders", new
        {
            orderId = "guest-order",
            paidAt = Day(2),
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(500) } },
        })).Must(201).Text("customerId");
        var code = await shop.Claimed(guest, "t");
        (await shop.Post($"/v1/guests/{guest}/claim", new { customerId = "D" })).Must(201);
        (await shop.Coupon(code)).Text("customerId").ShouldBe("D");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused()
    {
        var (shop, code) = await Shop();
        (await shop.Redeem("2222-2222-2223", "o1", Day(2))).Refused(404, "COUPON_NOT_FOUND");
        (await shop.Redeem(code, "", Day(2))).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/orderId");
        (await shop.Redeem(code, "o1", Day(2), -1)).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/discount/amount");
        (await shop.Redeem(code, "o1", Day(3))).Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/redeemedAt");
    }

    private async Task<(TestShop Shop, string Code)> Shop()
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers("C", "D");
        await shop.Template("t");
        var code = await shop.Claimed("C", "t");
        await shop.SetClock(Day(2));
        return (shop, code);
    }
}
