using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Plans;

/// <summary>A draft is validated, answered for and published; what the guard refuses is not.</summary>
public sealed class PublishPlanTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("CN")]
    [InlineData("US")]
    [InlineData("EU")]
    [InlineData("custom")]
    public async Task The_template_of_a_jurisdiction_publishes_as_it_is_without_a_person(string jurisdiction)
    {
        var shop = await api.NewShop(jurisdiction: jurisdiction);
        var template = (await shop.Get("/v1/plan-templates")).Must(200).Json.GetProperty("data").EnumerateArray()
            .Single(one => one.GetProperty("jurisdiction").GetString() == jurisdiction);
        (await shop.Put("/v1/partner-tiers", new { tiers = template.GetProperty("tiers") })).Must(200);
        var plan = await Draft(shop, template.GetProperty("content"));
        var validation = (await shop.Get($"/v1/plans/{plan}/validation")).Must(200);
        validation.Json.GetProperty("findings").GetArrayLength().ShouldBe(0, validation.Body);
        (await shop.Post($"/v1/plans/{plan}/publish", new { })).Must(200).Text("status").ShouldBe("published");
        (await shop.Get("/v1/compliance/check")).Must(200).Text("planId").ShouldBe(plan);
    }

    [Fact]
    public async Task Two_levels_in_China_are_published_only_when_a_named_person_answers_for_them()
    {
        var shop = await Chinese();
        var plan = await Draft(shop, Levels(2));
        var flag = new { ruleId = "G01", path = "#/content/payDepth", reason = "counsel of 12 January" };
        var before = await Snapshot.Of(api);

        var missing = (await shop.Post($"/v1/plans/{plan}/publish", new { })).Refused(422, "ACKNOWLEDGEMENT_MISSING");
        missing.Pointer.ShouldBe("#/content/payDepth");
        missing.Json.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("G01");
        (await Publish(shop, plan, flag)).Refused(403, "PERSON_REQUIRED");
        var support = (await api.Operator(shop, "support", Roles.Support)).Alone();
        var li = await api.Operator(shop, "li", Roles.Operator);
        before = await Snapshot.Of(api);
        (await Publish(support, plan, flag)).Refused(403, "ROLE_MISSING");
        (await Publish(li, plan, flag, flag with { ruleId = "G05" })).Refused(422, "ACKNOWLEDGEMENT_UNKNOWN")
            .Pointer.ShouldBe("#/acknowledgements/1");
        (await Publish(li, plan, flag with { reason = " " })).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/acknowledgements/0/reason");
        (await Snapshot.Of(api)).ShouldBe(before);

        (await Publish(li, plan, flag)).Must(200).Text("publishedBy").ShouldBe("li");
        var kept = (await shop.Get($"/v1/plans/{plan}/publication")).Must(200);
        kept.Text("profile").ShouldBe("CN-1");
        var acknowledged = kept.Json.GetProperty("acknowledgements").EnumerateArray().ShouldHaveSingleItem();
        acknowledged.GetProperty("operatorId").GetString().ShouldBe("li");
        acknowledged.GetProperty("reason").GetString().ShouldBe(flag.reason);
        kept.Json.GetProperty("findings")[0].GetProperty("source").GetString()!.ShouldContain("444");
        var log = (await shop.Get($"/v1/audit-log?kind=plan&id={plan}")).Must(200).Json.GetProperty("data");
        log[1].GetProperty("operatorId").GetString().ShouldBe("li");
        log[1].GetProperty("before").GetProperty("status").GetString().ShouldBe("draft");
        log[1].GetProperty("after").GetProperty("status").GetString().ShouldBe("published");
    }

    [Fact]
    public async Task What_the_guard_refuses_nobody_can_acknowledge_and_trying_changes_nothing()
    {
        var shop = await api.Operator(await Chinese(), "all", [.. Roles.Known]);
        var content = Levels(3);
        content["holdDays"] = 6;
        var plan = await Draft(shop, content);
        var before = await Snapshot.Of(api);
        var validation = (await shop.Get($"/v1/plans/{plan}/validation")).Must(200);
        validation.Json.GetProperty("publishable").GetBoolean().ShouldBeFalse();
        validation.Json.GetProperty("worstBps").GetInt64().ShouldBe(1_020);
        var refused = (await Publish(shop, plan, new { ruleId = "G01", path = "#/content/payDepth" }))
            .Refused(422, "PLAN_NOT_COMPLIANT");
        refused.Json.GetProperty("errors").EnumerateArray()
            .Select(error => error.GetProperty("code").GetString()).ShouldBe(["G01", "G08"]);
        (await shop.Get($"/v1/plans/{plan}/publication")).Refused(404, "PUBLICATION_NOT_FOUND");
        (await Snapshot.Of(api)).ShouldBe(before);
    }

    [Fact]
    public async Task Tiers_of_a_published_plan_stay_within_the_profile()
    {
        var shop = await Chinese();
        await shop.Publish(Levels(1));
        var buying = new { metric = "ownNetSpend", atLeast = 9_900 };
        (await shop.Put("/v1/partner-tiers", new { tiers = new[] { Tier("T1", buying) } }))
            .Refused(422, "TIERS_NOT_COMPLIANT").Pointer.ShouldBe("#/tiers/0/conditions");
        var exam = new { metric = "training", training = "another" };
        (await shop.Put("/v1/partner-tiers", new { tiers = new[] { Tier("T1", exam) } })).Must(200);
        (await shop.Get("/v1/audit-log?kind=partnerTiers")).Must(200)
            .Json.GetProperty("data").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Publishing_again_answers_the_same_and_another_time_is_refused()
    {
        var shop = await (await api.NewShop(clock: "manual", now: Day(10))).WithSpendPlan();
        var plan = await Draft(shop, ShopSteps.Plan());
        (await Publish(shop, plan, Day(9))).Refused(422, "EFFECTIVE_IN_PAST").Pointer.ShouldBe("#/effectiveFrom");
        (await Publish(shop, plan, Day(10))).Refused(409, "EFFECTIVE_NOT_LATER");
        var first = (await Publish(shop, plan, Day(20))).Must(200);
        (await Publish(shop, plan, Day(20))).Must(200).Body.ShouldBe(first.Body);
        (await shop.Post($"/v1/plans/{plan}/publish", new { })).Must(200).Body.ShouldBe(first.Body);
        (await Publish(shop, plan, Day(21))).Refused(409, "PLAN_PUBLISHED");
        (await Publish(shop, await Draft(shop, ShopSteps.Plan()), Day(19))).Refused(409, "EFFECTIVE_NOT_LATER");
        (await shop.Put($"/v1/plans/{plan}", new { content = ShopSteps.Plan() })).Refused(409, "PLAN_PUBLISHED");
    }

    [Fact]
    public async Task Of_two_versions_for_the_same_time_one_wins_and_one_version_is_published_once()
    {
        var shop = await (await api.NewShop(clock: "manual", now: Day(1))).WithSpendPlan();
        var plans = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Draft(shop, ShopSteps.Plan())));
        var answers = await Task.WhenAll(
            plans.SelectMany(plan => new[] { Publish(shop, plan, Day(5)), Publish(shop, plan, Day(5)) }));
        answers.Where(answer => answer.Status == 200).Select(answer => answer.Body).Distinct().Count().ShouldBe(1);
        answers.Count(answer => answer.Status == 200).ShouldBe(2);
        answers.Where(answer => answer.Status != 200).ShouldAllBe(answer => answer.Code == "EFFECTIVE_NOT_LATER");
        (await api.Count($"select count(*) from plan_publications where shop_id = {shop.ShopKey}")).ShouldBe(2);
    }

    [Fact]
    public async Task Two_versions_are_compared_in_words()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        var (one, other) = (await Draft(shop, ShopSteps.Plan()), await Draft(shop, ShopSteps.Plan(("holdDays", 20))));
        var difference = (await shop.Get($"/v1/plans/{one}/diff/{other}")).Must(200)
            .Json.GetProperty("differences").EnumerateArray().ShouldHaveSingleItem();
        difference.GetProperty("path").GetString().ShouldBe("holdDays");
        difference.GetProperty("words").GetString().ShouldBe("Commission matures 6 days later than before.");
        (await shop.Get($"/v1/plans/{one}/diff/pln_000000000zzzz")).Refused(404, "PLAN_NOT_FOUND");
    }

    [Fact]
    public async Task A_person_answers_for_team_pay_under_a_custom_profile()
    {
        var shop = await api.NewShop();
        var guard = (await shop.Get("/v1/compliance/guard")).Must(200);
        guard.Text("version").ShouldBe("custom-1");
        guard.Json.GetProperty("rules").GetArrayLength().ShouldBe(22);
        guard.Json.GetProperty("rules")[4].GetProperty("limits")[0].GetProperty("severity").GetString()
            .ShouldBe("flag");
    }

    private async Task<TestShop> Chinese()
    {
        var shop = await api.NewShop(jurisdiction: "CN");
        var exam = new { metric = "training", training = "exam" };
        (await shop.Put("/v1/partner-tiers", new { tiers = new[] { Tier("T1", exam) } })).Must(200);
        return shop;
    }

    private static object Tier(string tierId, object conditions) => new { tierId, name = tierId, conditions };

    private static Dictionary<string, object> Levels(int depth) => new()
    {
        ["payDepth"] = depth,
        ["rules"] = new[]
        {
            ShopSteps.Level("level", [.. Enumerable.Range(1, depth).Select(d => (d, "T1", d == 1 ? 1_000 : 10))]),
        },
    };

    private static async Task<string> Draft(TestShop shop, object content) =>
        (await shop.Post("/v1/plans", new { content })).Must(201).Text("planId");

    private static Task<Answer> Publish(TestShop shop, string plan, params object[] acknowledgements) =>
        shop.Post($"/v1/plans/{plan}/publish", new { acknowledgements });

    private static Task<Answer> Publish(TestShop shop, string plan, DateTimeOffset effectiveFrom) =>
        shop.Post($"/v1/plans/{plan}/publish", new { effectiveFrom });
}
