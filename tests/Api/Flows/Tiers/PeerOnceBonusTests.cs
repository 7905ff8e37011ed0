using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Tiers;

/// <summary>The once-peer bonus: a promotion to the referrer's tier pays the referrer, once per pair, ever.</summary>
public sealed class PeerOnceBonusTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_promotion_to_the_referrers_tier_pays_once_and_matures_after_the_hold()
    {
        var shop = await Shop();
        await shop.Promote("A", 2, Day(1));
        await shop.Bind("B", "A");
        (await shop.Order("b1", "B", Day(2), 10_000)).Promoted().ShouldBe(["B T1"]);
        (await Once(shop, "A")).ShouldBe([], "A stands higher");
        (await shop.Order("b2", "B", Day(3), 10_000)).Promoted().ShouldBe(["B T2"]);
        (await Once(shop, "A")).ShouldBe([500]);
        (await shop.Partner("A")).Minor("pending").ShouldBe(500);
        (await shop.Order("b3", "B", Day(4), 10_000)).Promoted().ShouldBe(["B T3"]);
        (await Once(shop, "A")).ShouldBe([500], "once per pair");
        await shop.SetClock(Day(3).AddDays(14));
        (await shop.Partner("A")).Minor("available").ShouldBe(500, "its hold has ended, booked or not");
        (await shop.Settle(Day(3).AddDays(14))).Must(201).Number("statements").ShouldBe(0);
        await shop.SetClock(Day(31));
        (await shop.Settle(Day(31))).Must(201).Minor("total").ShouldBe(500);
        var line = (await shop.Statements("A")).ShouldHaveSingleItem().List("lines").ShouldHaveSingleItem();
        line.GetProperty("kind").GetString().ShouldBe("peerOnce");
        line.GetProperty("sourceKind").GetString().ShouldBe("promotion");
        line.GetProperty("sourceId").GetString().ShouldBe("B");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Referrers_without_a_tier_or_suspended_get_nothing()
    {
        var shop = await Shop();
        await shop.Bind("B", "A");
        await shop.Promote("B", 1, Day(1));
        (await Once(shop, "A")).ShouldBeEmpty();
        await shop.Promote("A", 1, Day(2));
        (await shop.Post("/v1/partners/A/suspensions", new { reason = "r" })).Must(200);
        (await shop.Order("b2", "B", Day(3), 10_000)).Promoted().ShouldBe(["B T2"]);
        (await Once(shop, "A")).ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Approval_and_training_pay_as_orders_do()
    {
        var shop = await Shop();
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = new object[]
            {
                new { tierId = "T1", name = "1", conditions = new { metric = "approval" } },
                new { tierId = "T2", name = "2", conditions = new { metric = "training", training = "exam" } },
                new { tierId = "T3", name = "3" },
            },
        })).Must(200);
        await shop.Bind("B", "A");
        await shop.Bind("C", "A");
        (await shop.Post("/v1/partners/A/approvals", new { approvedBy = "li" })).Must(201);
        (await shop.Post("/v1/partners/B/approvals", new { approvedBy = "li" })).Must(201);
        (await shop.Post("/v1/partners/C/trainings", new { trainingId = "exam" })).Must(201);
        (await Once(shop, "A")).ShouldBe([500, 500]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Promotions_at_once_pay_each_pair_once_in_whatever_order()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        await shop.Promote("A", 1, Day(1));
        foreach (var i in Enumerable.Range(1, 6)) await shop.Bind($"B{i}", "A");
        var orders = Enumerable.Range(1, 6).SelectMany(i => new[]
        {
            shop.Order($"x{i}", $"B{i}", Day(2), 10_000), other.Order($"y{i}", $"B{i}", Day(2), 10_000),
        });
        (await Task.WhenAll(orders)).ShouldAllBe(answer => answer.Status == 201);
        (await Once(shop, "A")).ShouldBe([500, 500, 500, 500, 500, 500]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task The_integrity_check_finds_a_bonus_that_is_gone_or_changed()
    {
        var shop = await Shop();
        await shop.Promote("A", 1, Day(1));
        await shop.Bind("B", "A");
        await shop.Promote("B", 1, Day(2));
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        await api.Corrupt($"update promotion_bonuses set rule = 'other' where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["bonusSources", "promotions"], ignoreOrder: true);
        await api.Corrupt($"delete from promotion_bonuses where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["bonusSources", "promotions"], ignoreOrder: true);
    }

    [Fact]
    public async Task China_refuses_it_and_a_custom_profile_wants_a_name_for_it()
    {
        var shop = await api.Operator(await api.NewShop(jurisdiction: "CN"), "li", Roles.Operator);
        (await shop.Put("/v1/partner-tiers", new { tiers = new[] { new { tierId = "T1", name = "1" } } })).Must(200);
        var draft = (await shop.Post("/v1/plans", new { content = new { rules = Rules() } })).Must(201).Text("planId");
        (await shop.Get($"/v1/plans/{draft}/validation")).Must(200).List("findings").ShouldContain(finding =>
            finding.GetProperty("ruleId").GetString() == "G05"
            && finding.GetProperty("severity").GetString() == "refuse");
        (await shop.Post($"/v1/plans/{draft}/publish", new { })).Refused(422, "PLAN_NOT_COMPLIANT");
    }

    private static object[] Rules() =>
        [new Dictionary<string, object> { ["ruleId"] = "once", ["kind"] = "peerOnce", ["amountMinor"] = 500 }];

    private static async Task<long[]> Once(TestShop shop, string customerId)
    {
        var answer = await shop.Get($"/v1/partners/{customerId}/movements");
        return answer.Status == 404 ? [] :
        [
            .. answer.Must(200).List("data").Where(one => one.GetProperty("event").GetString() == "accrued"
                    && one.TryGetProperty("rule", out var rule) && rule.GetString() == "once")
                .Select(one => one.GetProperty("amount").GetProperty("amount").GetInt64()),
        ];
    }

    private async Task<TestShop> Shop() =>
        await (await api.Operator(await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator))
            .WithSpendPlan(("rules", Rules()));
}
