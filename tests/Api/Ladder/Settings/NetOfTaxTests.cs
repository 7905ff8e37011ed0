using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;
using static SocialCommerce.TestSupport.Steps.TaxSteps;

namespace SocialCommerce.ApiTests.Ladder.Settings;

/// <summary>Commission, points and spend without the tax that prices include; B gets 10 % of what C buys.</summary>
public sealed class NetOfTaxTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Of_120_with_20_of_tax_10_percent_is_10_and_a_refund_halves_it()
    {
        var shop = await api.TaxShop(("netOfTax", true));
        (await Order(shop, "o1", 2_000, Line(12_000))).Paid().ShouldBe(["B 1000"]);
        var explained = (await shop.Get("/v1/orders/o1/commission")).Must(200);
        (explained.Minor("value"), explained.Minor("left"), explained.Minor("taxTakenOut"))
            .ShouldBe((10_000, 10_000, 2_000));
        Minor(explained.List("lines")[0], "basis").ShouldBe(10_000);
        (await Points(shop)).ShouldBe(120, "points follow the order settings");
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("value").ShouldBe(12_000);

        (await shop.RefundPlain("o1", "r1", Day(3), 6_000)).Must(201);
        (await shop.Net("B")).ShouldBe(500);
        (await Points(shop)).ShouldBe(60);
        explained = (await shop.Get("/v1/orders/o1/commission")).Must(200);
        (explained.Minor("value"), explained.Minor("left")).ShouldBe((10_000, 5_000));
        await Agrees(shop);
        (await shop.RefundPlain("o1", "r2", Day(4), 6_000)).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        (await Points(shop)).ShouldBe(0);
        await Agrees(shop);
    }

    [Fact]
    public async Task Without_the_setting_a_plan_counts_the_tax_and_says_nothing_of_it()
    {
        var shop = await api.TaxShop();
        (await Order(shop, "o1", 2_000, Line(12_000))).Paid().ShouldBe(["B 1200"]);
        (await shop.Get("/v1/orders/o1/commission")).Must(200).Body.ShouldNotContain("taxTakenOut");
        (await shop.Get("/v1/plans")).Must(200).Body.ShouldNotContain("netOfTax");
        (await api.Count($"""
            select count(*) from plans where shop_id = {shop.ShopKey} and content ? 'netOfTax'
            """)).ShouldBe(0);
    }

    [Fact]
    public async Task Tax_is_spread_by_largest_remainder_over_lines_and_shipping()
    {
        var shop = await api.TaxShop(("netOfTax", true));
        (await Order(shop, "o1", 1_667, Line(3_333), Line(3_333), Line(3_334))).Paid().ShouldBe(["B 833"]);
        var explained = (await shop.Get("/v1/orders/o1/commission")).Must(200);
        (explained.Minor("value"), explained.Minor("taxTakenOut")).ShouldBe((8_333, 1_667));
        (await Order(shop, "o2", 2_200, shipping: 1_200, Line(12_000))).Paid().ShouldBe(["B 1000"]);
        (await shop.RefundUnits("o1", "r1", Day(3), "2", 1)).Must(201);
        (await shop.Net("B")).ShouldBe(1_556, "556 of 5,556 that are left of the three lines, and 1,000");
        (await shop.RefundUnits("o1", "r2", Day(3), "1", 1)).Must(201);
        (await shop.RefundUnits("o1", "r3", Day(3), "3", 1)).Must(201);
        (await shop.Net("B")).ShouldBe(1_000);
        await Agrees(shop);
    }

    [Fact]
    public async Task A_lines_own_tax_wins_over_its_share()
    {
        var shop = await api.TaxShop(("netOfTax", true));
        (await Order(shop, "o1", 2_000, Line(12_000, tax: 2_000), Line(1_000, tax: 0))).Paid().ShouldBe(["B 1100"]);
        (await shop.RefundUnits("o1", "r1", Day(3), "2", 1)).Must(201);
        (await shop.Net("B")).ShouldBe(1_000);
        var line = (await shop.Get("/v1/orders/o1")).Must(200).List("lines")[0];
        Minor(line, "tax").ShouldBe(2_000);
        (await Order(shop, "o1", 2_000, Line(12_000, tax: 1_999), Line(1_000, tax: 0))).Refused(409, "ORDER_CONFLICT")
            .Pointer.ShouldBe("#/lines/0/tax/amount");
        (await Order(shop, "o2", 2_000, Line(12_000, tax: -1))).Must(422).Pointer.ShouldBe("#/lines/0/tax/amount");
        await Agrees(shop);
    }

    [Fact]
    public async Task Tax_on_top_of_the_prices_changes_nothing()
    {
        var shop = await api.TaxShop(("netOfTax", true));
        (await Order(shop, "o1", 2_400, included: false, Line(12_000, tax: 2_400))).Paid().ShouldBe(["B 1200"]);
        (await shop.Get("/v1/orders/o1/commission")).Must(200).Minor("taxTakenOut").ShouldBe(0);
        await Agrees(shop);
    }

    [Fact]
    public async Task What_points_paid_bears_its_part_of_the_tax()
    {
        var shop = await api.TaxShop(("netOfTax", true));
        object[] tenders =
            [new { kind = "points", amount = Pence(6_000) }, new { kind = "card", amount = Pence(6_000) }];
        (await Order(shop, "o1", 2_000, tenders, Line(12_000))).Paid().ShouldBe(["B 500"]);
        (await shop.Get("/v1/orders/o1/commission")).Must(200).Minor("taxTakenOut").ShouldBe(1_000);
        (await shop.RefundUnits("o1", "r1", Day(3), "1", 1)).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        await Agrees(shop);
    }

    [Fact]
    public async Task Tax_above_the_price_leaves_no_basis()
    {
        var shop = await api.TaxShop(("netOfTax", true));
        (await Order(shop, "o1", 13_000, Line(12_000))).Paid().ShouldBeEmpty();
        (await shop.Explained("o1")).ShouldBe(["B zeroBase"]);
        (await Order(shop, "o2", 1_000, Line(0))).Paid().ShouldBeEmpty();
        await Agrees(shop);
    }

    [Theory]
    [InlineData(11_000, 1_000)]
    [InlineData(9_000, 900)]
    public async Task By_the_unit_no_more_counts_than_was_paid_without_tax(long commissionable, long paid)
    {
        var shop = await api.TaxShop(("netOfTax", true), ("basis", "perUnit"));
        (await shop.Put("/v1/products/p1", new { name = "Tea", commissionableValue = Pence(commissionable) }))
            .Must(200);
        (await Order(shop, "o1", 2_000, Line(12_000))).Paid().ShouldBe([$"B {paid}"]);
        (await shop.RefundPlain("o1", "r1", Day(3), 6_000)).Must(201);
        (await shop.Net("B")).ShouldBe(paid / 2);
        await Agrees(shop);
    }

    [Theory]
    [InlineData(false, 1_200)]
    [InlineData(true, 1_000)]
    public async Task Points_growth_and_spend_follow_the_order_settings(bool plan, long commission)
    {
        var shop = await api.TaxShop(("netOfTax", plan));
        (await shop.Put("/v1/order-settings", CountNetOfTax(true))).Must(200);
        (await Order(shop, "o1", 2_000, Line(12_000))).Paid().ShouldBe([$"B {commission}"]);
        (await Points(shop)).ShouldBe(100);
        (await shop.Partner("C")).Minor("ownNetSpend").ShouldBe(10_000);
        (await shop.Partner("B")).Minor("teamNetSales").ShouldBe(10_000);
        (await shop.Get("/v1/orders/o1")).Must(200).Minor("value").ShouldBe(10_000);
        (await shop.Get("/v1/customers/C/journey")).Must(200).Minor("paid").ShouldBe(10_000);
        await Agrees(shop);
        (await shop.Put("/v1/order-settings", CountNetOfTax(false))).Must(200);
        (await Order(shop, "o2", 2_000, Line(12_000))).Paid().ShouldBe([$"B {commission}"]);
        (await Points(shop)).ShouldBe(220, "a change counts for what comes");
        (await shop.RefundUnits("o1", "r1", Day(3), "1", 1)).Must(201);
        (await shop.Net("B")).ShouldBe(commission);
        (await Points(shop)).ShouldBe(120);
        (await shop.Partner("C")).Minor("ownNetSpend").ShouldBe(12_000);
        await Agrees(shop);
    }

    [Fact]
    public async Task A_tier_by_spend_is_reached_by_what_counts_as_spent()
    {
        var shop = await api.TaxShop();
        (await shop.Put("/v1/order-settings", CountNetOfTax(true))).Must(200);
        (await Order(shop, "o1", 2_000, Line(11_999))).Promoted().ShouldBeEmpty("9,999 of 10,000");
        (await Order(shop, "o2", 0, Line(1))).Promoted().ShouldBe(["C T1"]);
    }

    [Fact]
    public async Task A_backtest_and_a_simulation_take_the_tax_out_of_what_was_reported()
    {
        var shop = await api.TaxShop();
        (await Order(shop, "o1", 2_000, Line(12_000))).Paid().ShouldBe(["B 1200"]);
        object[] tenders =
            [new { kind = "giftCard", amount = Pence(6_000) }, new { kind = "card", amount = Pence(6_000) }];
        (await Order(shop, "o2", 2_000, tenders, Line(12_000))).Paid().ShouldBe(["B 1200"]);
        (await shop.RefundPlain("o1", "r1", Day(3), 6_000)).Must(201);
        await shop.SetClock(Day(9));
        var draft = await shop.Drafted(Net(("netOfTax", true), ("tendersNotCounted", new[] { "giftCard" })));
        var replay = await shop.Backtest(draft);
        var report = await shop.Backtested(replay);
        (report.Minor("booked"), report.Minor("backtested")).ShouldBe((1_800, 1_000), "500 of each");
        report.List("assumptions").ShouldBeEmpty();
        var explained = (await shop.Get($"/v1/commissions/backtests/{replay}/orders/o2")).Must(200);
        (explained.Minor("value"), explained.Minor("taxTakenOut")).ShouldBe((5_000, 1_000));
        var simulated = (await shop.Post("/v1/commissions/simulations", new
        {
            customerId = "C",
            planId = draft,
            tax = Pence(2_000),
            lines = new[] { Line(12_000).ToLine(1) },
        })).Must(200);
        simulated.Minor("total").ShouldBe(1_000);
    }

    [Fact]
    public async Task A_pool_of_sales_counts_them_without_tax()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan(("netOfTax", true), ("rules", new object[]
        {
            new { ruleId = "pool", kind = "dividend", poolBps = 1_000, tier = "T1" },
        }));
        await shop.Promote("B", 1, Day(1));
        await Order(shop, "o1", 2_000, Line(12_000));
        await shop.SetClock(Day(9));
        var pools = (await shop.Post("/v1/dividends", new { periodStart = Day(2), periodEnd = Day(9) })).Must(201)
            .List("pools");
        Minor(pools[0], "earned").ShouldBe(10_000);
        await Agrees(shop);
    }

    [Theory]
    [InlineData("commission_orders", "snapshot = jsonb_set(snapshot, '{l,0,v}', '9999')", "snapshots")]
    [InlineData("orders", "tax_minor = 1999", "snapshots")]
    public async Task A_corrupted_value_is_found(string table, string change, string failed)
    {
        var shop = await api.TaxShop(("netOfTax", true));
        (await Order(shop, "o1", 2_000, Line(12_000))).Paid().ShouldBe(["B 1000"]);
        await Agrees(shop);
        await api.Corrupt($"update {table} set {change} where shop_id = {shop.ShopKey} and order_id = 'o1'");
        (await shop.FailedChecks()).ShouldBe(failed.Split(' '), ignoreOrder: true);
    }
}
