using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Calculation;

/// <summary>Rules limited to a buyer's first orders: counted by payment time among the orders known by then.</summary>
public sealed class FirstOrderRuleTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task The_first_order_earns_and_the_second_says_why_it_does_not()
    {
        var shop = await Shop(("firstOrders", 1));
        (await Simulated(shop, "C")).ShouldBe((1_000, 1));
        var first = (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        first.Paid().ShouldBe(["B 1000"]);
        (await Simulated(shop, "C")).ShouldBe((0, 2));
        (await shop.Order("o2", "C", Day(3), 10_000)).Paid().ShouldBeEmpty();
        (await shop.Explained("o2")).ShouldBe(["B beyondFirstOrders"]);
        (await Number(shop, "o1")).ShouldBe(1);
        (await Number(shop, "o2")).ShouldBe(2);
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201).FirstAnswer().ShouldBe(first.Body);
        (await shop.RefundPlain("o1", "r1", Day(4), 4_000)).Must(201);
        (await shop.Net("B")).ShouldBe(600);
        (await shop.RefundPlain("o1", "r2", Day(4), 6_000)).Must(201);
        (await shop.Net("B")).ShouldBe(0);
        (await shop.Order("o3", "C", Day(5), 10_000)).Paid().ShouldBeEmpty("a returned order stays the first");
        await Agrees(shop);
    }

    [Fact]
    public async Task The_first_two_orders_of_each_buyer_earn()
    {
        var shop = await Shop(("firstOrders", 2));
        await shop.Bind("D", "B");
        (await shop.Order("c1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("d1", "D", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("c2", "C", Day(3), 0)).Paid().ShouldBeEmpty("it is free, and counts all the same");
        (await shop.Explained("c2")).ShouldBe(["B zeroBase"]);
        (await shop.Order("c3", "C", Day(4), 10_000)).Paid().ShouldBeEmpty();
        (await shop.Order("d2", "D", Day(5), 10_000)).Paid().ShouldBe(["B 1000"]);
        await Agrees(shop);
    }

    [Fact]
    public async Task An_order_reported_late_takes_its_place_and_changes_no_other()
    {
        var shop = await Shop(("firstOrders", 1));
        (await shop.Order("o5", "C", Day(5), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("o3", "C", Day(3), 10_000)).Paid().ShouldBe(["B 1000"], "nothing earlier was known");
        (await shop.Order("o4", "C", Day(4), 10_000)).Paid().ShouldBeEmpty("one earlier order is known by now");
        (await Number(shop, "o5")).ShouldBe(1, "commission never looks back");
        (await Number(shop, "o3")).ShouldBe(1);
        (await Number(shop, "o4")).ShouldBe(2);
        await Agrees(shop);
    }

    [Fact]
    public async Task Orders_of_one_instant_are_ordered_by_their_ids()
    {
        var shop = await Shop(("firstOrders", 1));
        (await shop.Order("b", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("c", "C", Day(2), 10_000)).Paid().ShouldBeEmpty();
        (await shop.Order("B", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"], "capitals come first, as bytes do");
        (await shop.Order("é", "C", Day(2), 10_000)).Paid().ShouldBeEmpty();
        (await Number(shop, "é")).ShouldBe(4);
        await Agrees(shop);
    }

    [Fact]
    public async Task Of_twenty_orders_at_once_on_two_instances_every_one_is_numbered_among_those_before_it()
    {
        var shop = await Shop(("firstOrders", 3));
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i =>
            (i % 2 == 0 ? shop : other).Order($"o{i}", "C", Day(2).AddMinutes(i), 1_000)));
        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Count(answer => answer.Paid().Length > 0).ShouldBeGreaterThanOrEqualTo(3);
        await Agrees(shop);

        var equal = await Shop(("firstOrders", 3));
        other = equal.Through(await api.Instance());
        answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i =>
            (i % 2 == 0 ? equal : other).Order($"o{20 + i}", "C", Day(2), 1_000)));
        var numbers = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => Number(equal, $"o{20 + i}")));
        numbers.ShouldAllBe(number => number >= 1 && number <= 20);
        await Agrees(equal);
    }

    [Fact]
    public async Task A_rule_without_the_limit_pays_beside_it()
    {
        var shop = await api.NewShop();
        var welcome = ShopSteps.Level("welcome", (1, "T1", 2_000));
        welcome["firstOrders"] = 1;
        await shop.WithSpendPlan(
            ("payDepth", 1), ("rules", new[] { welcome, ShopSteps.Level("level", (1, "T1", 500)) }));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 2000", "B 500"]);
        (await shop.Order("o2", "C", Day(3), 10_000)).Paid().ShouldBe(["B 500"]);
        (await shop.Explained("o2")).ShouldBe(["B beyondFirstOrders", "B 500"]);
        await Agrees(shop);
    }

    [Fact]
    public async Task A_later_version_without_the_limit_leaves_earlier_orders_as_they_were()
    {
        var shop = await Shop(("firstOrders", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("o2", "C", Day(3), 10_000)).Paid().ShouldBeEmpty();
        await shop.Publish(Limited(), Day(4));
        (await shop.Order("o3", "C", Day(4), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.RefundPlain("o2", "r", Day(5), 5_000)).Must(201);
        (await shop.Net("B")).ShouldBe(2_000);
        (await shop.Get("/v1/orders/o3/commission")).Must(200).Body.ShouldNotContain("orderNumber");
        await Agrees(shop);
    }

    [Fact]
    public async Task A_backtest_numbers_orders_as_they_were_known_when_they_were_recorded()
    {
        var shop = await Shop();
        (await shop.Order("o3", "C", Day(3), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("o2", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("o4", "C", Day(4), 10_000)).Paid().ShouldBe(["B 1000"]);
        await shop.SetClock(Day(9));
        var replay = await shop.Backtest(await shop.Drafted(Limited(("firstOrders", 1))));
        var report = await shop.Backtested(replay);
        (report.Minor("booked"), report.Minor("backtested")).ShouldBe((3_000, 2_000));
        report.List("reasons").Select(one => one.GetProperty("reason").GetString()).ShouldContain("beyondFirstOrders");
        var explained = (await shop.Get($"/v1/commissions/backtests/{replay}/orders/o4")).Must(200);
        explained.Number("orderNumber").ShouldBe(3);
        explained.List("lines")[0].GetProperty("reason").GetString().ShouldBe("beyondFirstOrders");
        var two = await shop.Backtested(await shop.Backtest(await shop.Drafted(Limited(("firstOrders", 2)))));
        two.Minor("backtested").ShouldBe(2_000, "o4 was the third");
    }

    [Theory]
    [InlineData("jsonb_set(snapshot, '{o,n}', '2')", "commissions snapshots")]
    [InlineData("snapshot - 'o'", "snapshots")]
    public async Task A_corrupted_place_is_found(string change, string failed)
    {
        var shop = await Shop(("firstOrders", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        await Agrees(shop);
        await api.Corrupt(
            $"update commission_orders set snapshot = {change} where shop_id = {shop.ShopKey} and order_id = 'o1'");
        (await shop.FailedChecks()).ShouldBe(failed.Split(' '), ignoreOrder: true);
    }

    [Fact]
    public async Task A_limit_out_of_range_or_on_a_pool_is_refused_with_its_place()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        (await Refused(shop, Limited(("firstOrders", 0)))).ShouldBe(("OUT_OF_RANGE", "#/content/rules/0/firstOrders"));
        (await Refused(shop, Limited(("monthsFromBinding", 121))))
            .ShouldBe(("OUT_OF_RANGE", "#/content/rules/0/monthsFromBinding"));
        var pool = new { ruleId = "pool", kind = "dividend", poolBps = 100, tier = "T1", daysFromBinding = 3 };
        (await Refused(shop, ShopSteps.Plan(("rules", new[] { pool }))))
            .ShouldBe(("NOT_APPLICABLE", "#/content/rules/0/daysFromBinding"));
        (await shop.Post("/v1/plans", new { content = Limited(("firstOrders", 1.5)) })).Refused(400, "MALFORMED_JSON");
    }

    [Fact]
    public async Task A_perpetual_plan_with_limits_is_proved_and_published()
    {
        var shop = await api.Operator(await api.NewShop(), "signer", Roles.Operator);
        var climb = ShopSteps.Differential("climb", 10_000, 1_000, 2_000, 3_000);
        climb["firstOrders"] = 3;
        await shop.WithSpendPlan(("perpetual", true), ("rules", new[] { climb }));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        await Agrees(shop);
    }

    private static async Task<(string?, string?)> Refused(TestShop shop, object content)
    {
        var error = (await shop.Post("/v1/plans", new { content })).Must(422).List("errors").ShouldHaveSingleItem();
        return (error.GetProperty("code").GetString(), error.GetProperty("pointer").GetString());
    }

    /// <summary>B gets 10 % of what C buys, with limits.</summary>
    private async Task<TestShop> Shop(params (string Name, object Value)[] limits)
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan([.. Limited(limits).Select(part => (part.Key, part.Value))]);
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    private static Dictionary<string, object> Limited(params (string Name, object Value)[] limits)
    {
        var rule = ShopSteps.Level("level", (1, "T1", 1_000));
        foreach (var (name, value) in limits) rule[name] = value;
        return ShopSteps.Plan(("rules", new[] { rule }), ("payDepth", 1));
    }

    private static async Task Agrees(TestShop shop) =>
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);

    private static async Task<long> Number(TestShop shop, string orderId) =>
        (await shop.Get($"/v1/orders/{Uri.EscapeDataString(orderId)}/commission")).Must(200).Number("orderNumber");

    private static async Task<(long Total, long Number)> Simulated(TestShop shop, string customerId)
    {
        var simulated = (await shop.Post("/v1/commissions/simulations", new
        {
            customerId,
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(10_000) } },
        })).Must(200);
        var explanation = simulated.Json.GetProperty("explanation");
        return (simulated.Minor("total"), explanation.GetProperty("orderNumber").GetInt64());
    }
}
