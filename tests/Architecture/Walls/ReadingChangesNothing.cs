using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>A GET is safe: a browser that is led to one changes nothing.</summary>
public sealed class ReadingChangesNothing(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task No_get_writes_a_row_except_the_first_one_of_a_batchs_file()
    {
        var shop = await FilledShop.In(api);
        (await shop.Shop.Get(shop.Fill("/v1/payout-batches/{batchId}/file"))).Must(200);
        var before = await Snapshot.Of(api, $"where shop_id = {shop.Shop.ShopKey}");
        var reads = Route.All.Where(route => route is { Method: "GET", Scope: not null }).ToList();
        reads.Count.ShouldBeGreaterThan(60);
        var query = $"?customerId={shop.Ids["customerId"]}&orderId={shop.Ids["orderId"]}";
        foreach (var route in reads)
            (await shop.Shop.Get(route.HasId ? shop.Fill(route.Pattern) : $"{route.Pattern}{query}")).Must(200);
        (await Snapshot.Of(api, $"where shop_id = {shop.Shop.ShopKey}")).ShouldBe(before);
    }
}
