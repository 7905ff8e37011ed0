using Shouldly;
using SocialCommerce.Flows.Plans;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Plans;

/// <summary>Every night, by a shop's own time zone, its live data are held against the guard.</summary>
public sealed class NightlyComplianceScanTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_night_is_looked_at_once_by_the_shops_own_clock_and_what_is_refused_is_announced()
    {
        var shop = await Shop("US", "Asia/Shanghai");
        (await shop.Order("o1", "stranger", Day(1), 600)).Must(201);
        (await shop.Order("o2", "partner", Day(1), 400)).Must(201);
        (await shop.Post("/v1/partners/partner/trainings", new { trainingId = "exam" })).Must(201);
        api.Settings.Add($"--{ComplianceScanSchedule.Setting}=50");
        foreach (var _ in Enumerable.Range(0, 3)) await api.Instance();
        (await Nights(shop, 1)).ShouldBe(["2010-12-01 True"]);
        // 18:59 UTC is 02:59 in Shanghai: not yet three o'clock.
        await shop.SetClock(new DateTimeOffset(2010, 12, 2, 18, 59, 59, TimeSpan.Zero));
        (await Nights(shop, 2)).ShouldBe(["2010-12-02 True", "2010-12-01 True"]);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await shop.SetClock(new DateTimeOffset(2010, 12, 2, 19, 0, 0, TimeSpan.Zero));
        (await Nights(shop, 3)).ShouldBe(["2010-12-03 True", "2010-12-02 True", "2010-12-01 True"]);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        (await api.Count($"""
            select count(*) from outbox
            where shop_id = {shop.ShopKey} and type = 'commissions.complianceAlarmed' and payload::text like '%G12%'
            """)).ShouldBe(3, "once for each night, whatever the number of instances");
        var scan = (await shop.Get("/v1/compliance/scans?limit=1")).Must(200);
        scan.List("data")[0].GetProperty("findings")[0].GetProperty("ruleId").GetString().ShouldBe("G12");
        scan.Json.GetProperty("hasMore").GetBoolean().ShouldBeTrue();
    }

    private static async Task<string[]> Nights(TestShop shop, int count)
    {
        for (var tries = 0; ; tries++)
        {
            var data = (await shop.Get("/v1/compliance/scans")).Must(200).List("data");
            if (data.Length >= count || tries > 500)
                return [.. data.Select(scan =>
                    $"{scan.GetProperty("date").GetString()} {scan.GetProperty("alarm").GetBoolean()}")];
            await Task.Delay(20);
        }
    }

    private async Task<TestShop> Shop(string jurisdiction, string timeZone)
    {
        var shop = await api.Operator(
            await api.NewShop(jurisdiction: jurisdiction, timeZone: timeZone), "li", Roles.Operator);
        var exam = new { metric = "training", training = "exam" };
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = new[] { new { tierId = "T1", name = "One", conditions = exam } },
        })).Must(200);
        await shop.Publish(ShopSteps.Plan(
            ("holdDays", 15), ("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000)) })));
        return shop;
    }
}
