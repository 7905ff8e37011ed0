using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Ladder.Settings;

/// <summary>How much small change a shop tolerates in orders and refunds.</summary>
public sealed class PutOrderSettingsTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Path = "/v1/order-settings";

    [Fact]
    public async Task Five_minor_units_are_tolerated_until_the_shop_changes_it()
    {
        var shop = await api.NewShop();
        var before = (await shop.Get(Path)).Must(200);
        before.Body.ShouldBe("""{"refundToleranceMinor":5,"tenderToleranceMinor":5,"netOfTax":false}""");
        before.Headers["ETag"].ShouldBe("\"0\"");

        var put = (await shop.Put(Path, Body(20, 10))).Must(200);
        put.Body.ShouldBe("""{"refundToleranceMinor":20,"tenderToleranceMinor":10,"netOfTax":false}""");
        put.Headers["ETag"].ShouldBe("\"1\"");
        (await shop.Get(Path)).Must(200).Body.ShouldBe(put.Body);
    }

    [Theory]
    [InlineData(-1, 5, "#/refundToleranceMinor")]
    [InlineData(5, 100_001, "#/tenderToleranceMinor")]
    public async Task A_tolerance_out_of_range_is_refused(long refund, long tender, string pointer)
    {
        var refused = (await (await api.NewShop()).Put(Path, Body(refund, tender))).Must(422);
        refused.List("errors").Single().GetProperty("pointer").GetString().ShouldBe(pointer);
    }

    private static object Body(long refund, long tender) =>
        new { refundToleranceMinor = refund, tenderToleranceMinor = tender };
}
