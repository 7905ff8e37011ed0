using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Publishing;

/// <summary>A new list of tiers is none for which the published plan could not be published.</summary>
public sealed class PutPartnerTiersTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Tiers_do_not_change_places_where_a_published_plan_would_then_fall_with_rank()
    {
        var shop = await Shop();
        await shop.Publish(Climb(("T1", 1_000), ("T2", 2_000)), Day(1));
        var refused = (await Put(shop, Tier("T2", 1), Tier("T1", 2))).Refused(422, "TIERS_MISFIT_PLAN");
        refused.Pointer.ShouldBe("#/tiers");
        refused.Json.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("RATES_FALL");
        (await shop.Get("/v1/partner-tiers")).Must(200).List("tiers")
            .Select(tier => tier.GetProperty("tierId").GetString()).ShouldBe(["T1", "T2"]);
    }

    [Fact]
    public async Task A_new_tier_begins_without_conditions_until_a_plan_pays_it()
    {
        var shop = await Shop();
        await shop.Publish(Climb(("T1", 1_000), ("T2", 2_000)), Day(1));
        await shop.Order("1", "ann", Day(2), 50_000);
        (await Put(shop, Tier("T1", 1), Tier("T2", 2), Tier("T3", 3))).Refused(422, "TIERS_MISFIT_PLAN");
        (await Put(shop, Tier("T1", 1), Tier("T2", 2), new { tierId = "T3", name = "T3" })).Must(200);
        await shop.Publish(Climb(("T1", 1_000), ("T2", 2_000), ("T3", 3_000)), Day(3));
        (await Put(shop, Tier("T1", 1), Tier("T2", 2), Tier("T3", 3)))
            .Refused(422, "TIERS_MISFIT_PLAN");
        await shop.SetClock(Day(3));
        (await Put(shop, Tier("T1", 1), Tier("T2", 2), Tier("T3", 3))).Must(200);
        await shop.UntilReviewed();
        (await shop.Partner("ann")).Tier().ShouldBe("T3");
    }

    [Fact]
    public async Task A_version_to_come_counts_as_well()
    {
        var shop = await Shop();
        await shop.Publish(ShopSteps.Plan(("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000)) })), Day(1));
        (await Put(shop, Tier("T2", 1), Tier("T1", 2))).Must(200);
        (await Put(shop, Tier("T1", 1), Tier("T2", 2))).Must(200);
        await shop.Publish(Climb(("T1", 1_000), ("T2", 2_000)), Day(9));
        (await Put(shop, Tier("T2", 1), Tier("T1", 2))).Refused(422, "TIERS_MISFIT_PLAN");
    }

    [Fact]
    public async Task A_tier_that_a_published_plan_pays_stays_in_the_list()
    {
        var shop = await Shop();
        await shop.Publish(Climb(("T1", 1_000), ("T2", 2_000)), Day(1));
        var before = await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}");
        (await Put(shop, Tier("T1", 1))).Refused(409, "TIER_IN_USE").Pointer.ShouldBe("#/tiers");
        (await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}")).ShouldBe(before);
    }

    [Fact]
    public async Task A_dividend_without_a_weight_for_each_tier_is_not_published()
    {
        var shop = await Shop();
        var plan = (await shop.Post("/v1/plans", new
        {
            content = ShopSteps.Plan(("rules", new[]
            {
                new
                {
                    ruleId = "tops", kind = "dividend", poolBps = 100, tier = "T1", share = "weights",
                    weights = new[] { new { tier = "T1", weight = 1 } },
                },
            })),
        })).Must(201).Text("planId");
        var before = await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}");
        (await shop.Post($"/v1/plans/{plan}/publish", new { })).Refused(422, "WEIGHT_MISSING")
            .Json.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("WEIGHT_MISSING");
        (await Snapshot.Of(api, $"where shop_id = {shop.ShopKey}")).ShouldBe(before);
    }

    [Fact]
    public async Task Weights_of_which_none_counts_are_refused()
    {
        var shop = await Shop();
        (await shop.Post("/v1/plans", new
        {
            content = ShopSteps.Plan(("rules", new[]
            {
                new
                {
                    ruleId = "tops", kind = "dividend", poolBps = 100, tier = "T2", share = "weights",
                    weights = new[] { new { tier = "T2", weight = 0 } },
                },
            })),
        })).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/content/rules/0/weights");
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.Operator(await api.NewShop(), "li", Roles.Operator);
        (await Put(shop, Tier("T1", 1), Tier("T2", 2))).Must(200);
        return shop;
    }

    private static Task<Answer> Put(TestShop shop, params object[] tiers) =>
        shop.Put("/v1/partner-tiers", new { tiers });

    private static object Tier(string tierId, int rank) => new
    {
        tierId,
        name = tierId,
        conditions = new { metric = "ownNetSpend", atLeast = rank * 10_000 },
    };

    private static Dictionary<string, object> Climb(params (string Tier, int Bps)[] rates)
    {
        var rule = new
        {
            ruleId = "climb",
            kind = "differential",
            rates = rates.Select(rate => new { tier = rate.Tier, bps = rate.Bps }),
        };
        return ShopSteps.Plan(("rules", new[] { rule }));
    }
}
