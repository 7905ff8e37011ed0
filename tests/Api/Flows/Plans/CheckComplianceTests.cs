using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Plans;

/// <summary>Live data held against the guard: how deep and how many, and who buys.</summary>
public sealed class CheckComplianceTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Three_levels_are_told_and_thirty_people_across_them_alarm()
    {
        var shop = await Shop("CN");
        foreach (var id in new[] { "top", "middle" })
        {
            (await shop.Post("/v1/customers", new { customerId = id })).Must(201);
            (await shop.Post($"/v1/partners/{id}/trainings", new { trainingId = "exam" })).Must(201);
        }
        await shop.Bind("middle", "top");
        (await Findings(shop)).ShouldBe(["G01 flag"], "the plan in force pays two levels");
        for (var i = 1; i <= 29; i++)
        {
            await shop.Bind($"buyer-{i}", "middle");
            (await shop.Order($"o{i}", $"buyer-{i}", Day(1), 1_000)).Must(201);
            if (i is 1 or 28) (await Findings(shop)).ShouldBe(["G01 flag", "G09 info"]);
        }
        (await Findings(shop)).ShouldBe(["G01 flag", "G09 refuse"]);
        var widest = (await shop.Get("/v1/compliance/check")).Must(200).Json.GetProperty("widest");
        widest.GetProperty("customerId").GetString().ShouldBe("top");
        widest.GetProperty("levels").GetInt64().ShouldBe(3);
        widest.GetProperty("people").GetInt64().ShouldBe(30);
    }

    [Fact]
    public async Task The_share_of_people_who_cannot_earn_is_exact_and_follows_refunds()
    {
        var shop = await Shop("US");
        (await shop.Get("/v1/compliance/check")).Must(200).Json.TryGetProperty("retailBps", out _).ShouldBeFalse();
        (await shop.Order("o1", "stranger", Day(1), 800)).Must(201);
        (await shop.Order("o2", "partner", Day(1), 200)).Must(201);
        (await shop.Post("/v1/partners/partner/trainings", new { trainingId = "exam" })).Must(201);
        (await Share(shop)).ShouldBe(8_000);
        (await Findings(shop)).ShouldBeEmpty();
        (await Refund(shop, "r1", 1)).Must(201);
        (await Share(shop)).ShouldBe(7_997, "799 of 999, rounded down");
        (await Findings(shop)).ShouldBe(["G12 flag"]);
        (await Refund(shop, "r2", 499)).Must(201);
        (await Share(shop)).ShouldBe(6_000);
        (await Findings(shop)).ShouldBe(["G12 refuse"]);
        (await shop.Get("/v1/compliance/check")).Must(200).Minor("retailSales").ShouldBe(300);
    }

    private static Task<Answer> Refund(TestShop shop, string refundId, long amount) =>
        shop.Post("/v1/orders/o1/refunds", new { refundId, refundedAt = Day(2), amount = Pence(amount) });

    private static async Task<long> Share(TestShop shop) =>
        (await shop.Get("/v1/compliance/check")).Must(200).Json.GetProperty("retailBps").GetInt64();

    private static async Task<string[]> Findings(TestShop shop) =>
    [
        .. (await shop.Get("/v1/compliance/check")).Must(200).Json.GetProperty("findings").EnumerateArray()
            .Select(f => $"{f.GetProperty("ruleId").GetString()} {f.GetProperty("severity").GetString()}").Order(),
    ];

    private async Task<TestShop> Shop(string jurisdiction)
    {
        var shop = await api.Operator(await api.NewShop(jurisdiction: jurisdiction), "li", Roles.Operator);
        var exam = new { metric = "training", training = "exam" };
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = new[] { new { tierId = "T1", name = "One", conditions = exam } },
        })).Must(200);
        await shop.Publish(ShopSteps.Plan(
            ("holdDays", 15), ("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000), (2, "T1", 300)) })));
        return shop;
    }
}
