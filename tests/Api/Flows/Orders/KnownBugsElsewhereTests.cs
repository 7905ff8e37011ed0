using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Orders;

/// <summary>
/// What went wrong with commissions elsewhere, where no other test says it: each names the public report.
/// </summary>
public sealed class KnownBugsElsewhereTests(TestApi api) : IClassFixture<TestApi>
{
    /// <summary>ruoyi-vue-pro !924, and its commit of 2024-07-22: only one promoter's record was cancelled.</summary>
    [Fact]
    public async Task A_cancelled_order_takes_back_what_every_ancestor_got()
    {
        var shop = await Shop();
        (await shop.Order("1", "C", Day(2), 5_000, 5_000)).Paid().ShouldBe(["B 1000", "A 500"]);
        (await shop.RefundPlain("1", "all", Day(3), 10_000)).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.Net("A")).ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    /// <summary>ruoyi-vue-pro !1068 and 2025-11-22: doubled for several units, then not multiplied.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Several_units_earn_as_often_as_there_are_units(int quantity)
    {
        var shop = await Shop();
        var line = new { lineId = "1", productId = "p", quantity, unitPrice = Pence(1_000) };
        var order = await shop.Post("/v1/orders", new
        {
            orderId = "1",
            customerId = "C",
            paidAt = Day(2),
            lines = new[] { line },
        });
        order.Paid().ShouldBe([$"B {100 * quantity}", $"A {50 * quantity}"]);
    }

    /// <summary>AffiliateWP #541: the discount came off after the rate; Xboard PR #1020: credit was counted.</summary>
    [Fact]
    public async Task The_rate_is_of_what_was_paid_after_discounts_and_without_points()
    {
        var shop = await Shop();
        var discounts = new[] { new { amount = Pence(2_000), fundedBy = "merchant" } };
        var line = new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(10_000), discounts };
        var tenders = new[]
        {
            new { kind = "card", amount = Pence(6_000) }, new { kind = "points", amount = Pence(2_000) },
        };
        var order = await shop.Post("/v1/orders", new
        {
            orderId = "1",
            customerId = "C",
            paidAt = Day(2),
            lines = new[] { line },
            tenders,
        });
        order.Paid().ShouldBe(["B 600", "A 300"]);
    }

    /// <summary>nopCommerce #5757: a refund was computed by today's settings.</summary>
    [Fact]
    public async Task A_refund_after_the_rates_have_changed_takes_back_what_was_given()
    {
        var shop = await Shop();
        (await shop.Order("1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000", "A 500"]);
        await shop.Publish(
            ShopSteps.Plan(("rules", new[] { ShopSteps.Level("more", (1, "T1", 3_000)) })), Day(3));
        (await shop.Order("2", "C", Day(4), 10_000)).Paid().ShouldBe(["B 3000"]);
        (await shop.RefundPlain("1", "half", Day(5), 5_000)).Must(201);
        (await shop.Net("B")).ShouldBe(3_500);
        (await shop.Net("A")).ShouldBe(250);
    }

    /// <summary>shogo-ai #728: to pay fewer levels the tree had to be cut.</summary>
    [Fact]
    public async Task Paying_one_level_leaves_the_tree_as_deep_as_it_is()
    {
        var shop = await Shop();
        await shop.Publish(
            ShopSteps.Plan(("payDepth", 1), ("rules", new[] { ShopSteps.Level("one", (1, "T1", 1_000)) })), Day(2));
        (await shop.Order("1", "C", Day(3), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Get("/v1/customers/C/upline")).Must(200).List("data").Select(one =>
            one.GetProperty("customerId").GetString()).ShouldBe(["B", "A"]);
    }

    /// <summary>lms-front #498 and #511: claimed back twice, or never, and nowhere to be seen.</summary>
    [Fact]
    public async Task A_claw_back_after_the_statement_is_one_visible_movement_and_one_debt()
    {
        var shop = await Shop();
        (await shop.Order("1", "C", Day(2), 10_000)).Must(201);
        await shop.SetClock(Day(1).AddMonths(2));
        (await shop.Settle(Day(1, 0).AddMonths(1))).Must(201);
        foreach (var _ in Enumerable.Range(0, 3))
            (await shop.RefundPlain("1", "all", Day(1).AddMonths(2), 10_000)).Status.ShouldBe(201);
        var reversed = (await shop.Get("/v1/partners/B/movements")).Must(200).List("data")
            .Where(movement => movement.GetProperty("event").GetString() == "reversed").ToList();
        reversed.Single().GetProperty("amount").GetProperty("amount").GetInt64().ShouldBe(1_000);
        (await shop.Partner("B")).Minor("available").ShouldBe(-1_000);
    }

    /// <summary>maccms10 #435: commission and points lay in one purse, and bought each other.</summary>
    [Fact]
    public async Task Commission_and_points_are_never_one_purse()
    {
        var shop = await Shop();
        (await shop.Put("/v1/membership-settings", new { pointsPerUnitBps = 10_000, growthPerUnitBps = 0 })).Must(200);
        (await shop.Order("1", "C", Day(2), 10_000)).Must(201);
        (await api.Count($"""
            select count(*) from movements
            where shop_id = {shop.ShopKey} and (unit = 'points') <> (from_account = 'pointsIssued')
            """)).ShouldBe(0);
        (await shop.Partner("B")).Minor("net").ShouldBe(1_000, "points are no money");
    }

    /// <summary>acg-faka #44: a shop's own referral counted it as two levels, and paid it twice.</summary>
    [Fact]
    public async Task Nobody_stands_at_two_depths_of_one_order()
    {
        var shop = await Shop();
        (await shop.Post("/v1/referrals", new { customerId = "A", referrerId = "C" })).Status.ShouldBe(422);
        (await shop.Post("/v1/referrals", new { customerId = "C", referrerId = "A" })).Status.ShouldBe(409);
        (await shop.Order("1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000", "A 500"]);
    }

    /// <summary>JoleneOL/market-manage #30: without a peer the bonus went to whoever held the tier.</summary>
    [Fact]
    public async Task Without_a_peer_the_bonus_stays_with_the_shop()
    {
        var shop = await (await api.Operator(await api.NewShop(), "signer", Roles.Operator)).WithSpendPlan(
            ("rules", new object[]
            {
                ShopSteps.Differential("climb", 0, 1_000, 2_000, 3_000),
                new { ruleId = "peer", kind = "peer", bps = 500 },
            }));
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 2));
        (await shop.Order("1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000", "A 1000"]);
        (await shop.Explained("1")).ShouldContain("A noPeer");
    }

    /// <summary>JoleneOL/market-manage #145: who was moved took past commission along.</summary>
    [Fact]
    public async Task Whoever_recommended_first_keeps_the_downline_and_what_was_earned()
    {
        var shop = await Shop();
        (await shop.Order("1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000", "A 500"]);
        (await shop.Post("/v1/referrals", new { customerId = "C", referrerId = "A" }))
            .Refused(409, "ALREADY_BOUND");
        (await shop.Order("2", "C", Day(3), 10_000)).Paid().ShouldBe(["B 1000", "A 500"]);
        (await shop.Net("B")).ShouldBe(2_000);
    }

    private async Task<TestShop> Shop()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 2));
        return shop;
    }
}
