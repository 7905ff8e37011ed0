using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Relations;

/// <summary>Customers by the stage of their relation, and how many of them buy.</summary>
public sealed class GetRelationReportTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Customers_count_at_their_stage_now_and_buyers_at_the_stage_they_had()
    {
        var shop = await api.NewJoiningShop();
        await shop.Customers("E");
        (await shop.Event("c1", "reply", Day(2))).Must(201);
        (await shop.Event("d1", "reply", Day(2), "D")).Must(201);
        await shop.SetClock(Day(25));
        (await shop.Order("o1", "C", Day(24), 1_000)).Must(201);
        (await shop.Order("o2", "E", Day(24), 1_000)).Must(201);
        (await shop.Order("o3", "D", Day(24), 1_000)).Must(201);
        (await shop.RefundPlain("o3", "r", Day(25), 1_000)).Must(201);
        (await shop.Event("c2", "interaction", Day(24))).Must(201);
        (await shop.Event("c3", "interaction", Day(25))).Must(201);

        (await Stages(shop, 10)).ShouldBe(
            ["none 1 0 0", "trust 1 2 1 5000", "participation 1 0 0", "ceremony 0 0 0", "belonging 0 0 0"]);
        (await Stages(shop, 1)).ShouldBe(
            ["none 1 1 0 0", "trust 1 2 0 0", "participation 1 0 0", "ceremony 0 0 0", "belonging 0 0 0"]);
        (await shop.Get("/v1/reports/relation-stages?stepDays=0")).Refused(422, "VALIDATION_FAILED");
    }

    [Fact]
    public async Task Settings_of_the_stages_change_the_past_too()
    {
        var shop = await api.NewJoiningShop();
        (await shop.Event("c1", "reply", Day(2))).Must(201);
        (await shop.Relation()).ShouldStartWith("trust");
        var settings = new
        {
            windowDays = 30,
            interactions = 1,
            interactionDays = 1,
            weights = new
            {
                reply = 1,
                reviewRead = 1,
                interaction = 1,
                groupActivity = 1,
                privilegeUse = 1,
                purchase = 1,
                referral = 1,
            },
            floors = new { trust = 0, participation = 0, ceremony = 0, belonging = 0 },
        };
        (await shop.Put("/v1/relation-settings", settings)).Must(200).Headers["ETag"].ShouldBe("\"1\"");
        (await shop.Put("/v1/relation-settings", settings)).Must(200).Headers["ETag"].ShouldBe("\"1\"");
        (await shop.Relation()).ShouldStartWith("participation 0");
        (await shop.Put("/v1/relation-settings", settings with { interactionDays = 2 }))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/interactionDays");
        (await shop.Put("/v1/relation-settings", settings with { windowDays = 0 }))
            .Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/windowDays");
        (await shop.Get("/v1/relation-settings")).Must(200).Json.GetProperty("windowDays").GetInt32().ShouldBe(30);
    }

    private static async Task<string[]> Stages(TestShop shop, int stepDays) =>
    [
        .. (await shop.Get($"/v1/reports/relation-stages?stepDays={stepDays}")).Must(200).List("stages").Select(one =>
            $"{one.GetProperty("stage")} {one.GetProperty("customers")} {one.GetProperty("atStart")} "
                + $"{one.GetProperty("bought")}"
                + (one.TryGetProperty("rateBps", out var rate) ? $" {rate}" : "")),
    ];
}
