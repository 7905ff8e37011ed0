using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Calculation;

/// <summary>Rules limited to days or months after the buyer was bound, counted by payment time.</summary>
public sealed class NewBindingRuleTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Within_so_many_days_of_24_hours_a_rule_pays_and_not_an_instant_longer()
    {
        var shop = await Shop("UTC", ("daysFromBinding", 3));
        (await shop.Order("o1", "C", Day(1), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("o4", "C", Day(4), 10_000)).Paid().ShouldBe(["B 1000"], "the last instant is included");
        (await shop.Order("late", "C", Day(4).AddMicroseconds(1), 10_000)).Paid().ShouldBeEmpty();
        (await shop.Explained("late")).ShouldBe(["B bindingTooOld"]);
        var explained = (await shop.Get("/v1/orders/late/commission")).Must(200);
        explained.Time("boundAt").ShouldBe(Day(1));
        explained.Json.TryGetProperty("orderNumber", out _).ShouldBeFalse("no rule counts orders");
        (await shop.Order("o2", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"], "paid in time, reported later");
        (await shop.RefundPlain("o4", "r", Day(30), 5_000)).Must(201);
        (await shop.Net("B")).ShouldBe(2_500, "a refund reads what the order was paid by");
        await Agrees(shop);
    }

    [Theory]
    [InlineData("Europe/London", "2011-01-01T23:59:59Z", "2011-01-02T00:00:00Z")]
    [InlineData("Asia/Shanghai", "2011-01-01T15:59:59Z", "2011-01-01T16:00:00Z")]
    [InlineData("America/New_York", "2011-01-02T04:59:59Z", "2011-01-02T05:00:00Z")]
    public async Task Months_end_with_the_shops_own_day(string zone, string last, string next)
    {
        var shop = await Shop(zone, ("monthsFromBinding", 1));
        (await shop.Order("last", "C", Time(last), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("next", "C", Time(next), 10_000)).Paid().ShouldBeEmpty();
        (await shop.Explained("next")).ShouldBe(["B bindingTooOld"]);
        await Agrees(shop);
    }

    [Fact]
    public async Task An_order_that_binds_its_buyer_is_within_every_limit()
    {
        var shop = await Shop("UTC", ("daysFromBinding", 1));
        var code = (await shop.Post("/v1/invite-codes", new { customerId = "B" })).Must(201).Text("inviteCode");
        await shop.SetClock(Day(9));
        (await shop.Post("/v1/orders", new
        {
            orderId = "d1",
            customerId = "D",
            paidAt = Day(5),
            inviteCode = code,
            lines = new[] { new { lineId = "1", productId = "p", quantity = 1, unitPrice = Pence(10_000) } },
        })).Paid().ShouldBe(["B 1000"]);
        (await shop.Get("/v1/orders/d1/commission")).Must(200).Time("boundAt").ShouldBe(Day(9));
        (await shop.Order("d2", "D", Day(10), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("d3", "D", Day(10).AddSeconds(1), 10_000)).Paid().ShouldBeEmpty();
        await Agrees(shop);
    }

    [Fact]
    public async Task A_partner_without_a_referrer_is_not_bound()
    {
        var shop = await api.NewShop();
        var rule = ShopSteps.Level("level", (1, "T1", 1_000));
        rule["daysFromBinding"] = 30;
        await shop.WithSpendPlan(("payDepth", 1), ("selfPurchase", "asDepth1"), ("rules", new[] { rule }));
        await shop.Promote("B", 1, Day(1));
        (await shop.Order("own", "B", Day(2), 10_000)).Paid().ShouldBeEmpty();
        (await shop.Explained("own")).ShouldBe(["B notBound", "nobody noReferrer"]);
        await Agrees(shop);
    }

    [Fact]
    public async Task A_backtest_reads_the_bindings_of_then()
    {
        var shop = await Shop("UTC");
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("o2", "C", Day(4), 10_000)).Paid().ShouldBe(["B 1000"]);
        await shop.SetClock(Day(9));
        var replay = await shop.Backtest(await shop.Drafted(Limited(("daysFromBinding", 2))));
        (await shop.Backtested(replay)).Minor("backtested").ShouldBe(1_000);
        var explained = (await shop.Get($"/v1/commissions/backtests/{replay}/orders/o2")).Must(200);
        explained.Time("boundAt").ShouldBe(Day(1));
        explained.List("lines")[0].GetProperty("reason").GetString().ShouldBe("bindingTooOld");
    }

    [Fact]
    public async Task A_simulation_reads_the_binding_of_the_time_asked_for()
    {
        var shop = await Shop("UTC", ("daysFromBinding", 3));
        (await Simulated(shop, Day(4))).ShouldBe(1_000);
        (await shop.Order("x", "X", Day(6), 100)).Must(201);
        (await Simulated(shop, Day(5))).ShouldBe(0);
        (await Simulated(shop, null)).ShouldBe(0);
    }

    [Theory]
    [InlineData("jsonb_set(snapshot, '{o,d}', '9')", "commissions snapshots")]
    [InlineData("jsonb_set(snapshot, '{o,b}', '\"2010-11-01T08:00:00Z\"')", "snapshots")]
    public async Task A_corrupted_binding_is_found(string change, string failed)
    {
        var shop = await Shop("UTC", ("daysFromBinding", 3));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        await Agrees(shop);
        await api.Corrupt(
            $"update commission_orders set snapshot = {change} where shop_id = {shop.ShopKey} and order_id = 'o1'");
        (await shop.FailedChecks()).ShouldBe(failed.Split(' '), ignoreOrder: true);
    }

    /// <summary>B gets 10 % of what C buys, with limits; C was bound on the first day.</summary>
    private async Task<TestShop> Shop(string zone, params (string Name, object Value)[] limits)
    {
        var shop = await api.NewShop(timeZone: zone);
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

    private static async Task<long> Simulated(TestShop shop, DateTimeOffset? paidAt) =>
        (await shop.Post("/v1/commissions/simulations", new
        {
            customerId = "C",
            paidAt,
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(10_000) } },
        })).Must(200).Minor("total");

    private static async Task Agrees(TestShop shop) =>
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
