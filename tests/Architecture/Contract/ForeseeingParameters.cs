using Shouldly;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Contract;

/// <summary>The filled shop foresees every route.</summary>
public sealed class ForeseeingParameters(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Every_parameter_of_a_route_is_filled_and_no_id_is_without_a_route()
    {
        var shop = await FilledShop.In(api);
        foreach (var route in Route.All) shop.Fill(route.Pattern).ShouldNotContain("{");
        shop.Ids.Keys.Where(id => !Route.All.Any(
            route => route.Pattern.Contains($"{{{id}}}", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_parameter_that_no_part_fills_fails_by_its_name()
    {
        var shop = await FilledShop.In(api);
        Should.Throw<InvalidOperationException>(() => shop.Fill("/v1/things/{thingId}")).Message
            .ShouldContain("{thingId} of /v1/things/{thingId}");
    }
}
