using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Coupons;

/// <summary>Refunds of an order, and their cancellations, move its coupon as the terms say, in any order.</summary>
public sealed class RefundedCouponTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("fullRefund", "redeemed", "usable")]
    [InlineData("anyRefund", "usable", "usable")]
    [InlineData("never", "redeemed", "redeemed")]
    public async Task The_policy_decides_what_part_of_a_refund_returns_the_coupon(
        string policy, string afterPart, string afterAll)
    {
        var (shop, code) = await Shop(policy);
        (await shop.Order("o1", "C", Day(2), 5_000)).Must(201);
        (await shop.Redeem(code, "o1", Day(2))).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(3), 2_000)).Must(201);
        (await shop.CouponState(code)).ShouldBe(afterPart);
        (await shop.RefundPlain("o1", "r2", Day(3), 3_000)).Must(201);
        (await shop.CouponState(code)).ShouldBe(afterAll);
        (await api.Events(shop, "coupon.returned")).ShouldBe(policy == "never" ? 0 : 1);
        (await Cancel(shop, "o1", "r2")).Must(200);
        (await shop.CouponState(code)).ShouldBe(afterPart);
        (await Cancel(shop, "o1", "r1")).Must(200);
        (await shop.CouponState(code)).ShouldBe("redeemed");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_order_of_the_reports_leads_to_the_same_end()
    {
        var steps = new[] { "order", "redeem", "refund", "cancel", "again" };
        var ends = new Dictionary<string, string>();
        foreach (var order in Permutations(steps))
        {
            var (shop, code) = await Shop("fullRefund");
            foreach (var step in order)
                (await Report(shop, code, step)).Status
                    .ShouldBeInRange(200, 202, $"{step} of {string.Join(' ', order)}");
            ends[string.Join(' ', order)] = await shop.CouponState(code);
            (await shop.FailedChecks()).ShouldBeEmpty(string.Join(' ', order));
        }
        ends.Count.ShouldBe(120);
        ends.Values.Distinct().ShouldHaveSingleItem().ShouldBe("usable");

        static Task<Answer> Report(TestShop shop, string code, string step) => step switch
        {
            "order" => shop.Order("o1", "C", Day(2), 5_000),
            "redeem" => shop.Redeem(code, "o1", Day(2)),
            "refund" => shop.RefundPlain("o1", "r1", Day(3), 4_000),
            "cancel" => Cancel(shop, "o1", "r1"),
            _ => shop.RefundPlain("o1", "r2", Day(3), 5_000),
        };
    }

    [Fact]
    public async Task A_cancelled_refund_takes_the_coupon_back_and_the_second_order_keeps_its_discount()
    {
        var (shop, code) = await Shop("fullRefund");
        (await shop.Order("o1", "C", Day(2), 5_000)).Must(201);
        (await shop.Redeem(code, "o1", Day(2))).Must(201);
        (await shop.RefundPlain("o1", "r1", Day(3), 5_000)).Must(201);
        (await shop.Redeem(code, "o2", Day(3))).Must(201);
        (await Cancel(shop, "o1", "r1")).Must(200);
        (await shop.Coupon(code)).Text("orderId").ShouldBe("o1");
        (await shop.Redeem(code, "o2", Day(3))).Must(200).Text("status").ShouldBe("redeemed");
        (await shop.ReturnCoupon(code, "o2")).Must(200);
        (await shop.CouponState(code)).ShouldBe("redeemed");
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_return_by_the_shop_stands_whatever_becomes_of_the_refund()
    {
        var (shop, code) = await Shop("fullRefund");
        (await shop.Order("o1", "C", Day(2), 5_000)).Must(201);
        (await shop.Redeem(code, "o1", Day(2))).Must(201);
        (await shop.ReturnCoupon(code, "o1")).Must(200);
        (await shop.RefundPlain("o1", "r1", Day(3), 5_000)).Must(201);
        (await Cancel(shop, "o1", "r1")).Must(200);
        (await shop.CouponState(code)).ShouldBe("usable");
        (await api.Events(shop, "coupon.returned")).ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refund_and_a_second_order_at_once_leave_one_holder()
    {
        var (shop, _) = await Shop("fullRefund");
        for (var i = 0; i < 10; i++)
        {
            var code = await shop.Claimed("C", "t");
            (await shop.Order($"a{i}", "C", Day(2), 5_000)).Must(201);
            (await shop.Redeem(code, $"a{i}", Day(2))).Must(201);
            var both = await Task.WhenAll(
                shop.RefundPlain($"a{i}", $"r{i}", Day(3), 5_000), shop.Redeem(code, $"b{i}", Day(3)));
            both[0].Must(201);
            (await shop.CouponState(code)).ShouldBe(both[1].Status == 201 ? "redeemed" : "usable");
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Corrupted_counters_and_holders_are_found()
    {
        var (shop, code) = await Shop("never");
        (await shop.Redeem(code, "o1", Day(2))).Must(201);
        await api.Corrupt($"update coupon_templates set issued = 5 where shop_id = {shop.ShopKey}");
        await api.Corrupt($"update coupons set redemption_key = null where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["couponStock", "couponRedemptions"]);
    }

    private async Task<(TestShop Shop, string Code)> Shop(string policy)
    {
        var shop = await api.NewShop();
        await shop.Customers("C");
        await shop.SetClock(Day(1));
        await shop.Template("t", ("returns", new { onRefund = policy }));
        return (shop, await shop.Claimed("C", "t"));
    }

    private static Task<Answer> Cancel(TestShop shop, string orderId, string refundId) => shop.Post(
        $"/v1/orders/{orderId}/refunds/{refundId}/cancellation", new { cancelledAt = Day(4), reason = "It failed" });

    private static IEnumerable<string[]> Permutations(string[] steps) => steps.Length <= 1
        ? [steps]
        : steps.SelectMany(first => Permutations([.. steps.Where(step => step != first)])
            .Select(rest => (string[])[first, .. rest]));
}
