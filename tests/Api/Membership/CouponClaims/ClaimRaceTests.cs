using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Membership.CouponClaims;

/// <summary>Many claims at once: stock and limits are exact.</summary>
public sealed class ClaimRaceTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData(64)]
    [InlineData(1_000)]
    public async Task The_last_coupon_has_one_winner_however_many_claim_at_once(int claims)
    {
        var shop = await Shop(claims);
        await shop.Template("t", ("limits", new { stock = 1 }));
        var answers = await Task.WhenAll(Enumerable.Range(0, claims).Select(i => shop.Claim($"c{i}", "t")));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "COUPON_SOLD_OUT");
        (await api.Count($"select count(*) from coupons where shop_id = {shop.ShopKey}")).ShouldBe(1);
        (await api.Events(shop, "coupon.issued")).ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_limits_of_a_customer_and_of_a_day_hold_for_claims_at_once()
    {
        var shop = await Shop(20);
        await shop.Template("own", ("limits", new { perCustomer = 3 }));
        await shop.Template("day", ("limits", new { perDay = 7 }));
        var other = shop.Through(await api.Instance());
        var own = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? shop : other).Claim("c0", "own")));
        own.Count(answer => answer.Status == 201).ShouldBe(3);
        own.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Code == "COUPON_LIMIT_REACHED");
        var day = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? shop : other).Claim($"c{i}", "day")));
        day.Count(answer => answer.Status == 201).ShouldBe(7);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Packs_in_any_order_and_assignments_share_a_stock_without_a_deadlock()
    {
        var shop = await Shop(30);
        await shop.Template("a", ("limits", new { stock = 12 }));
        await shop.Template("b", ("limits", new { stock = 15 }));
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => (i % 3) switch
        {
            0 => shop.Claim($"c{i}", "a", "b"),
            1 => shop.Claim($"c{i}", "b", "a"),
            _ => shop.Assign($"as{i}", ["b", "a"], $"c{29 - i}", $"c{i}"),
        }));
        answers.ShouldAllBe(answer => answer.Status == 201 || answer.Code == "COUPON_SOLD_OUT");
        foreach (var template in new[] { "a", "b" })
            (await shop.Get($"/v1/coupon-templates/{template}")).Must(200).Number("issued").ShouldBe(12);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private async Task<TestShop> Shop(int customers)
    {
        var shop = await api.NewShop("manual", now: Day(1));
        await shop.Customers(Enumerable.Range(0, customers).Select(i => $"c{i}"));
        return shop;
    }
}
