using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Payouts.Reconciliation;

/// <summary>A channel's list that contradicts what the shop has sent.</summary>
public sealed class ContradictingListTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_list_that_gives_a_transfer_to_another_customer_is_refused_and_stores_nothing()
    {
        var shop = await PayoutShop.In(api);
        await shop.Earn("wangwei", 10_000, PayoutShop.Day(1, 1, 8));
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        var (no, net) = (await shop.Transfers(await shop.Pay()))[0];
        var before = await Snapshot.Of(api, $"where shop_id = {shop.Backend.ShopKey}");
        (await shop.Propose(new
        {
            channel = "manual",
            document = "bank list",
            paid = new[] { new { transferNo = no, customerId = "wangwei", net = PayoutShop.Fen(net) } },
        })).Refused(422, "CUSTOMER_DIFFERS").Pointer.ShouldBe("#/paid/0/customerId");
        (await Snapshot.Of(api, $"where shop_id = {shop.Backend.ShopKey}")).ShouldBe(before);
    }
}
