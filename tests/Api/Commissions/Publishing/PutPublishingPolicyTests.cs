using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Publishing;

/// <summary>Where a shop wants four eyes, two persons publish a version, not two keys.</summary>
public sealed class PutPublishingPolicyTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Who_drafted_a_version_does_not_publish_it_not_even_with_another_key()
    {
        var shop = await Strict();
        var (li, liAgain) = (await Approver(shop, "li"), await Approver(shop, "li"));
        var plan = await Draft(li);
        (await Publish(li, plan)).Refused(403, "SAME_PERSON");
        (await Publish(liAgain, plan)).Refused(403, "SAME_PERSON");
        (await Publish(shop, plan)).Refused(403, "PERSON_REQUIRED");
        (await Publish((await api.Operator(shop, "chen", Roles.Operator)).Alone(), plan)).Refused(403, "ROLE_MISSING");
        var wang = await Approver(shop, "wang");
        var made = (await Publish(wang, plan)).Must(200);
        made.Text("draftedBy").ShouldBe("li");
        made.Text("publishedBy").ShouldBe("wang");
        (await Publish(li, plan)).Must(200).Body.ShouldBe(made.Body, "it is published already");
    }

    [Fact]
    public async Task Whoever_changed_a_draft_last_is_the_first_of_the_two()
    {
        var shop = await Strict();
        var (li, wang) = (await Approver(shop, "li"), await Approver(shop, "wang"));
        var plan = await Draft(li);
        (await wang.Put($"/v1/plans/{plan}", new { content = ShopSteps.Plan(("holdDays", 20)) })).Must(200)
            .Text("draftedBy").ShouldBe("wang");
        (await Publish(wang, plan)).Refused(403, "SAME_PERSON");
        (await Publish(li, plan)).Must(200);
    }

    [Fact]
    public async Task What_a_backend_drafted_only_one_person_would_have_seen()
    {
        var shop = await Strict();
        (await Publish(await Approver(shop, "wang"), await Draft(shop))).Refused(409, "FIRST_PERSON_MISSING");
    }

    [Fact]
    public async Task The_policy_is_an_administrators_and_every_change_of_it_is_kept()
    {
        var shop = await api.NewShop();
        (await shop.Get("/v1/publishing-policy")).Must(200).Json.GetProperty("fourEyes").GetBoolean().ShouldBeFalse();
        (await shop.Put("/v1/publishing-policy", new { fourEyes = true })).Refused(403, "PERSON_REQUIRED");
        (await (await Approver(shop, "wang")).Put("/v1/publishing-policy", new { fourEyes = true }))
            .Refused(403, "ROLE_MISSING");
        var admin = await api.Operator(shop, "admin", Roles.Admin);
        var tag = (await shop.Get("/v1/publishing-policy")).Headers["ETag"];
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            admin.Put("/v1/publishing-policy", new { fourEyes = true }, ("If-Match", tag))));
        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Status == 412).ShouldBe(4);
        (await admin.Put("/v1/publishing-policy", new { fourEyes = true })).Must(200);
        var change = (await shop.Get("/v1/audit-log?kind=publishingPolicy")).Must(200)
            .Json.GetProperty("data").EnumerateArray().ShouldHaveSingleItem();
        change.GetProperty("operatorId").GetString().ShouldBe("admin");
        change.GetProperty("before").GetProperty("fourEyes").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_live_shop_has_four_eyes_until_an_administrator_switches_them_off()
    {
        var shop = await api.NewShop(mode: "live");
        (await shop.Get("/v1/publishing-policy")).Must(200).Json.GetProperty("fourEyes").GetBoolean().ShouldBeTrue();
        var tiers = Enumerable.Range(1, 3).Select(i =>
            new { tierId = $"T{i}", name = $"{i}", conditions = new { metric = "ownNetSpend", atLeast = i } });
        (await shop.Put("/v1/partner-tiers", new { tiers })).Must(200);
        (await Publish(shop, await Draft(shop))).Refused(403, "PERSON_REQUIRED");
        var wang = await Approver(shop, "wang");
        (await Publish(wang, await Draft(shop))).Refused(409, "FIRST_PERSON_MISSING");
        (await Publish(wang, await Draft(await Approver(shop, "li")))).Must(200);
        var admin = await api.Operator(shop, "admin", Roles.Admin);
        (await admin.Put("/v1/publishing-policy", new { fourEyes = false })).Must(200);
        (await Publish(shop, await Draft(shop))).Status.ShouldNotBe(403);
    }

    private async Task<TestShop> Strict()
    {
        var shop = await (await api.NewShop(clock: "manual", now: Day(1))).WithSpendPlan();
        await shop.SetClock(Day(2));
        var admin = await api.Operator(shop, "admin", Roles.Admin);
        (await admin.Put("/v1/publishing-policy", new { fourEyes = true })).Must(200);
        return shop;
    }

    private Task<TestShop> Approver(TestShop shop, string id) =>
        api.Operator(shop, id, Roles.Operator, Roles.Approver);

    private static async Task<string> Draft(TestShop shop) =>
        (await shop.Post("/v1/plans", new { content = ShopSteps.Plan() })).Must(201).Text("planId");

    private static Task<Answer> Publish(TestShop shop, string plan) =>
        shop.Post($"/v1/plans/{plan}/publish", new { });
}
