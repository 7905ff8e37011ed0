using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Integrity;

/// <summary>The integrity check derives memberships again, and finds what the owner has changed.</summary>
public sealed class JoiningRecountTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("begun_at = begun_at + interval '1 day'")]
    [InlineData("state = 'pending', begun_at = null")]
    [InlineData("pending_at = pending_at - interval '1 hour'")]
    public async Task A_membership_that_the_facts_do_not_make_is_found(string change)
    {
        var shop = await Member(api);
        await shop.Sound();
        await api.Corrupt($"update memberships set {change} where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["joining"]);
    }

    [Fact]
    public async Task A_membership_that_is_still_to_be_looked_at_is_passed_over()
    {
        var shop = await Member(api);
        await api.Corrupt($"""
            update memberships set state = 'pending', begun_at = null, look_at = '2000-01-01'
            where shop_id = {shop.ShopKey}
            """);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static async Task<TestShop> Member(TestApi api)
    {
        var shop = await api.NewJoiningShop();
        (await shop.Order("o1", "C", Day(3), 1_000)).Must(201);
        (await shop.Contact(Day(4))).Must(201);
        (await shop.Step("a", Day(5))).Must(201);
        (await shop.Step("b", Day(5))).Must(201);
        return shop;
    }
}
