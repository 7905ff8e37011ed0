using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Integrity;

/// <summary>The integrity check finds waiting events that only the database's owner can have made.</summary>
public sealed class WaitingRecountTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_refund_that_waits_although_its_order_is_known_and_has_room_for_it()
    {
        var shop = await Shop();
        await api.Corrupt($"update waiting_events set order_id = 'o1' where {Waits(shop, "refund")}");
        (await shop.FailedChecks()).ShouldBe(["waitingEvents", "waitingNeedlessly"], ignoreOrder: true);
        await api.Corrupt(
            $"update waiting_events set order_id = 'o1', reason = 'exceedsPaid' where {Waits(shop, "refund")}");
        (await shop.FailedChecks()).ShouldBe(["waitingNeedlessly"]);
    }

    [Theory]
    [InlineData("shipment")]
    [InlineData("afterSale")]
    [InlineData("chargeback")]
    public async Task An_event_of_any_kind_that_would_fit(string kind)
    {
        var shop = await Shop();
        await api.Corrupt(
            $"update waiting_events set order_id = 'o1', reason = 'lineUnknown' where {Waits(shop, kind)}");
        (await shop.FailedChecks()).ShouldBe(["waitingNeedlessly"]);
    }

    [Fact]
    public async Task A_refund_that_took_effect_and_waits()
    {
        var shop = await Shop();
        await api.Corrupt($"""
            update waiting_events set status = 'waiting', resolved_at = null, applied_order_key = null
            where shop_id = {shop.ShopKey} and kind = 'refund' and status = 'applied'
            """);
        (await shop.FailedChecks()).ShouldBe(["waitingEvents"]);
    }

    [Fact]
    public async Task A_dismissal_that_no_person_decided()
    {
        var shop = await Shop();
        await api.Corrupt(
            $"update waiting_events set status = 'dismissed', resolved_at = recorded_at where {Waits(shop, "refund")}");
        (await shop.FailedChecks()).ShouldBe(["waitingEvents"]);
    }

    [Theory]
    [InlineData("refund", "waitingEvents")]
    [InlineData("completion", "waitingEvents")]
    [InlineData("afterSale", "waitingEvents")]
    [InlineData("afterSaleClosure", "waitingEvents")]
    [InlineData("chargeback", "waitingNeedlessly")]
    public async Task An_event_that_has_its_effect_on_another_order_than_it_says(string kind, string check)
    {
        var shop = await Shop();
        await api.Corrupt($"""
            update waiting_events set applied_order_key = (
                select order_key from orders where shop_id = {shop.ShopKey} and order_id = 'o1')
            where shop_id = {shop.ShopKey} and kind = '{kind}' and status = 'applied'
            """);
        (await shop.FailedChecks()).ShouldBe([check]);
    }

    /// <summary>One of each kind was applied to o2, one of each waits for no order; o1 has heard of nothing.</summary>
    private async Task<TestShop> Shop()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.OpenOrder("o1", "C", Day(2), 1_000)).Must(201);
        foreach (var order in new[] { "o2", "none" })
        {
            (await shop.Ship(order, Day(3))).Must(202);
            (await shop.Complete(order, Day(3))).Must(202);
            (await shop.OpenCase(order, "c1", Day(3))).Must(202);
            (await shop.CloseCase(order, "c1", Day(4))).Must(202);
            (await shop.RefundPlain(order, $"r-{order}", Day(3), 10)).Must(202);
            (await shop.OpenChargeback(order, $"cb-{order}", Day(4))).Must(202);
        }
        (await shop.OpenOrder("o2", "C", Day(2), 1_000)).Must(201);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        return shop;
    }

    private static string Waits(TestShop shop, string kind) =>
        $"shop_id = {shop.ShopKey} and kind = '{kind}' and status = 'waiting'";
}
