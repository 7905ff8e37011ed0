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

    [Fact]
    public async Task A_change_is_in_the_change_log_once_however_often_it_is_sent()
    {
        var shop = await api.NewShop();
        for (var i = 0; i < 3; i++) (await shop.Put(Path, Body(0, 1))).Must(200).Headers["ETag"].ShouldBe("\"1\"");
        (await shop.Get("/v1/audit-log?kind=orderSettings")).Must(200).List("data").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_of_another_version_is_refused()
    {
        var shop = await api.NewShop();
        (await shop.Put(Path, Body(1, 1), ("If-Match", "\"0\""))).Must(200);
        (await shop.Put(Path, Body(2, 2), ("If-Match", "\"0\""))).Must(412).Text("code").ShouldBe("CHANGED_MEANWHILE");
        (await shop.Put(Path, Body(2, 2), ("If-Match", "\"1\""))).Must(200).Headers["ETag"].ShouldBe("\"2\"");
    }

    [Theory]
    [InlineData(-1, 5, "#/refundToleranceMinor")]
    [InlineData(5, 100_001, "#/tenderToleranceMinor")]
    public async Task A_tolerance_out_of_range_is_refused(long refund, long tender, string pointer)
    {
        var refused = (await (await api.NewShop()).Put(Path, Body(refund, tender))).Must(422);
        refused.List("errors").Single().GetProperty("pointer").GetString().ShouldBe(pointer);
    }

    [Fact]
    public async Task Of_changes_at_once_each_is_a_version()
    {
        var shop = await api.NewShop();
        var puts = await Task.WhenAll(Enumerable.Range(10, 8).Select(i => shop.Put(Path, Body(i, i))));
        puts.Select(put => put.Must(200).Headers["ETag"]).Order()
            .ShouldBe(Enumerable.Range(1, 8).Select(i => $"\"{i}\""));
    }

    private static object Body(long refund, long tender) =>
        new { refundToleranceMinor = refund, tenderToleranceMinor = tender };
}
