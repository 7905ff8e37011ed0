using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.WaitingEvents;

/// <summary>What ends something is attached only to an order that has it.</summary>
public sealed class AttachWaitingEventTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task An_end_is_not_attached_to_an_order_without_its_beginning()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        (await shop.Order("o1", "C", Day(2), 1_000)).Must(201);
        await shop.SetClock(Day(4));
        var support = await api.Operator(shop, "sue", Roles.Support);
        var closure = (await shop.CloseCase("typo", "c1", Day(3))).Must(202).Text("eventId");
        var outcome = (await shop.DecideChargeback("typo", "cb1", "won", Day(3))).Must(202).Text("eventId");
        var cancellation = (await shop.Post(
            "/v1/orders/typo/refunds/r1/cancellation", new { cancelledAt = Day(3), reason = "kept" })).Must(202)
            .Text("eventId");
        var before = await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}");
        (await support.Resolve(closure, "attach", "o1")).Refused(422, "CASE_UNKNOWN").Pointer.ShouldBe("#/orderId");
        (await support.Resolve(outcome, "attach", "o1")).Refused(422, "CHARGEBACK_UNKNOWN").Pointer
            .ShouldBe("#/orderId");
        (await support.Resolve(cancellation, "attach", "o1")).Refused(422, "REFUND_UNKNOWN").Pointer
            .ShouldBe("#/orderId");
        (await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}")).ShouldBe(before);
    }
}
