using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Partners;

/// <summary>Trainings and exams as conditions of a tier.</summary>
public sealed class RecordTrainingTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_last_condition_promotes_at_once_and_commission_follows()
    {
        var shop = await Shop();
        await shop.Bind("buyer", "li");
        (await shop.Order("o1", "buyer", Day(1), 1_000)).Must(201);
        (await Pass(shop, "li", "another")).Must(201);
        (await Tier(shop)).ShouldBe("");
        (await Pass(await api.Operator(shop, "wang", Roles.Operator), "li", "exam")).Must(201)
            .Text("recordedBy").ShouldBe("wang");
        (await Tier(shop)).ShouldBe("T1");
        (await shop.Get("/v1/partners/li/history")).Must(200).Body.ShouldContain("\"cause\":\"training\"");
        (await shop.Order("o2", "buyer", Day(2), 1_000)).Must(201)
            .Json.GetProperty("commissions").GetArrayLength().ShouldBe(1);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_training_passed_before_the_numbers_are_reached_counts_when_they_are()
    {
        var shop = await Shop();
        await shop.Bind("buyer", "li");
        (await Pass(shop, "li", "exam")).Must(201);
        (await Tier(shop)).ShouldBe("");
        (await shop.Order("o1", "buyer", Day(1), 1_000)).Must(201).Body.ShouldContain("\"to\":\"T1\"");
    }

    [Fact]
    public async Task The_same_training_counts_once_however_often_and_at_once_it_is_sent()
    {
        var shop = await Shop();
        await shop.Bind("buyer", "li");
        (await shop.Order("o1", "buyer", Day(1), 1_000)).Must(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Pass(shop, "li", "exam")));
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Where(answer => answer.Status != 201).ShouldAllBe(answer => answer.Status == 200);
        answers.Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        (await shop.Get("/v1/partners/li/trainings")).Must(200)
            .Json.GetProperty("data").GetArrayLength().ShouldBe(1);
        (await shop.Get("/v1/partners/li/history")).Must(200).Json.GetProperty("data").GetArrayLength().ShouldBe(1);
        (await shop.Get("/v1/audit-log?kind=training")).Must(200).Json.GetProperty("data").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_training_of_nobody_without_a_name_or_of_tomorrow_is_refused()
    {
        var shop = await Shop("manual");
        (await Pass(shop, "nobody", "exam")).Refused(404, "CUSTOMER_NOT_FOUND");
        (await shop.Post("/v1/customers", new { customerId = "li" })).Must(201);
        (await Pass(shop, "li", "")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/trainingId");
        (await shop.Post("/v1/partners/li/trainings", new { trainingId = "exam", passedAt = Day(2) }))
            .Refused(422, "TIME_IN_FUTURE").Pointer.ShouldBe("#/passedAt");
        (await shop.Get("/v1/partners/li/trainings")).Must(200)
            .Json.GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"metric":"training"}""", "#/tiers/0/conditions/training")]
    [InlineData("""{"metric":"training","training":"x","atLeast":1}""", "#/tiers/0/conditions/atLeast")]
    [InlineData("""{"metric":"approval","training":"x"}""", "#/tiers/0/conditions/training")]
    [InlineData("""{"all":[{"metric":"approval"}],"training":"x"}""", "#/tiers/0/conditions")]
    public async Task A_condition_that_cannot_be_is_refused(string condition, string pointer)
    {
        var shop = await api.NewShop();
        var json = $$"""{"tiers":[{"tierId":"T1","name":"One","conditions":{{condition}}}]}""";
        (await shop.Send(HttpMethod.Put, "/v1/partner-tiers", json, [])).Must(422).Pointer.ShouldBe(pointer);
    }

    private async Task<TestShop> Shop(string clock = "follow")
    {
        var shop = await api.NewShop(clock: clock, now: clock == "manual" ? Day(1) : null);
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = new[]
            {
                new
                {
                    tierId = "T1",
                    name = "One",
                    conditions = new
                    {
                        all = new object[]
                        {
                            new { metric = "training", training = "exam" },
                            new { metric = "directBuyers", atLeast = 1 },
                        },
                    },
                },
            },
        })).Must(200);
        await shop.Publish(ShopSteps.Plan(
            ("payDepth", 1), ("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000)) })));
        return shop;
    }

    private static async Task<string> Tier(TestShop shop) =>
        (await shop.Get("/v1/partners/li")).Must(200).Json.TryGetProperty("tier", out var tier)
            ? tier.GetString()!
            : "";

    private static Task<Answer> Pass(TestShop shop, string customerId, string trainingId) =>
        shop.Post($"/v1/partners/{customerId}/trainings", new { trainingId });
}
