using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Plans;

/// <summary>Campaigns with dates and a budget: however many orders come, they get no more than is left.</summary>
public sealed class RuleBudgetTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task Outside_its_dates_a_rule_pays_nothing_and_says_so()
    {
        var shop = await Shop(("from", Day(3)), ("until", Day(5)));
        (await shop.Order("o2", "C", Day(2), 10_000)).Paid().ShouldBeEmpty();
        (await shop.Explained("o2")).ShouldBe(["B outOfDates"]);
        (await shop.Order("o3", "C", Day(3), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.Order("o5", "C", Day(5), 10_000)).Paid().ShouldBeEmpty();
        (await shop.RefundPlain("o3", "r", Day(6), 5_000)).Must(201);
        (await shop.Net("B")).ShouldBe(500);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task The_last_order_gets_what_is_left_and_refunds_give_nothing_back()
    {
        var shop = await Shop(("budget", 1_500));
        (await Simulated(shop, 20_000)).ShouldBe(1_500);
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await Simulated(shop, 10_000)).ShouldBe(500);
        var second = (await shop.Order("o2", "C", Day(2), 10_000)).Must(201);
        second.Paid().ShouldBe(["B 500"]);
        (await shop.Order("o2", "C", Day(2), 10_000)).Must(201).FirstAnswer().ShouldBe(second.Body);
        (await shop.Explained("o2")).ShouldBe(["B budgetReached"]);
        (await shop.RefundPlain("o1", "r1", Day(3), 10_000)).Must(201);
        (await shop.Order("o3", "C", Day(4), 10_000)).Paid().ShouldBeEmpty();
        (await shop.RefundPlain("o2", "r2", Day(5), 6_000)).Must(201);
        (await shop.Net("B")).ShouldBe(400, "of 4,000 that are left 10 % are within what the order had reserved");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Theory]
    [InlineData(3_000, 50)]
    [InlineData(2_470, 50)]
    public async Task Fifty_orders_at_once_on_two_instances_get_the_budget_and_no_more(long budget, int orders)
    {
        var shop = await Shop(("budget", budget));
        var other = shop.Through(await api.Instance());
        foreach (var i in Enumerable.Range(1, orders)) await shop.Bind($"c{i}", "B");
        var answers = await Task.WhenAll(Enumerable.Range(1, orders).Select(i =>
            (i % 2 == 0 ? shop : other).Order($"o{i}", $"c{i}", Day(2), 1_000 + (10 * i))));
        answers.ShouldAllBe(answer => answer.Status == 201);
        (await shop.Net("B")).ShouldBe(budget);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_new_version_has_a_budget_of_its_own()
    {
        var shop = await Shop(("budget", 1_500));
        (await shop.Order("o1", "C", Day(2), 20_000)).Paid().ShouldBe(["B 1500"]);
        await shop.Publish(Campaign(("budget", 800)), Day(3));
        (await shop.Order("o2", "C", Day(3), 20_000)).Paid().ShouldBe(["B 800"]);
        (await shop.Order("o3", "C", Day(3), 20_000)).Paid().ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task What_is_used_and_left_is_shown_and_when_it_was_reached()
    {
        var shop = await Shop(("budget", 1_500), ("from", Day(1)), ("until", Day(20)));
        var plan = (await shop.Get("/v1/plans")).Must(200).List("data")[^1].GetProperty("planId").GetString();
        var budget = await Budget(shop, plan);
        (Minor(budget, "total"), Minor(budget, "used"), Minor(budget, "left")).ShouldBe((1_500, 0, 1_500));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        budget = await Budget(shop, plan);
        (Minor(budget, "used"), Minor(budget, "left")).ShouldBe((1_000, 500));
        budget.TryGetProperty("reachedAt", out _).ShouldBeFalse();
        budget.GetProperty("until").GetDateTimeOffset().ShouldBe(Day(20));
        (await shop.Order("o2", "C", Day(3), 10_000)).Paid().ShouldBe(["B 500"]);
        (await shop.RefundPlain("o2", "r", Day(4), 10_000)).Must(201);
        (await shop.Order("o3", "C", Day(5), 10_000)).Paid().ShouldBeEmpty();
        budget = await Budget(shop, plan);
        (Minor(budget, "used"), Minor(budget, "left")).ShouldBe((1_500, 0));
        budget.GetProperty("reachedAt").GetDateTimeOffset().ShouldBe(Day(3));
        var draft = (await shop.Post("/v1/plans", new { content = Campaign(("budget", 7)) })).Must(201).Text("planId");
        Minor(await Budget(shop, draft), "left").ShouldBe(7);
        (await shop.Get("/v1/plans/pln_0000000009999/budgets")).Refused(404, "PLAN_NOT_FOUND");
    }

    [Fact]
    public async Task While_orders_come_use_never_falls_and_never_exceeds_the_budget()
    {
        var shop = await Shop(("budget", 2_470));
        var other = shop.Through(await api.Instance());
        var plan = (await shop.Get("/v1/plans")).Must(200).List("data")[^1].GetProperty("planId").GetString();
        foreach (var i in Enumerable.Range(1, 30)) await shop.Bind($"c{i}", "B");
        var orders = Task.WhenAll(Enumerable.Range(1, 30).Select(i =>
            (i % 2 == 0 ? shop : other).Order($"o{i}", $"c{i}", Day(2), 1_000 + (10 * i))));
        var seen = new List<long>();
        do
        {
            var budget = await Budget(seen.Count % 2 == 0 ? shop : other, plan);
            seen.Add(Minor(budget, "used"));
            Minor(budget, "left").ShouldBe(2_470 - seen[^1]);
            budget.TryGetProperty("reachedAt", out _).ShouldBe(seen[^1] == 2_470);
        }
        while (!orders.IsCompleted || seen.Count < 3);
        (await orders).ShouldAllBe(answer => answer.Status == 201);
        Minor(await Budget(shop, plan), "used").ShouldBe(2_470);
        seen.ShouldBe(seen.Order());
        seen.ShouldAllBe(used => used <= 2_470);
        (await shop.Net("B")).ShouldBe(2_470);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Theory]
    [InlineData("update rule_budgets set used = used - 1", "budgets")]
    [InlineData("update rule_budgets set reached_at = now()", "budgets")]
    [InlineData("update rule_budgets set rule = 'other'", "budgets")]
    [InlineData("update commission_orders set snapshot = jsonb_set(snapshot, '{r,0,m}', '999')", "budgets commissions")]
    [InlineData("update commission_orders set snapshot = snapshot - 'r'", "budgets snapshots")]
    public async Task Whoever_corrupts_a_budget_is_found(string change, string failed)
    {
        var shop = await Shop(("budget", 1_500));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        (await shop.FailedChecks()).ShouldBeEmpty();
        var order = change.Contains("commission_orders") ? " and order_id = 'o1'" : "";
        await api.Corrupt($"{change} where shop_id = {shop.ShopKey}{order}");
        (await shop.FailedChecks()).ShouldBe(failed.Split(' '), ignoreOrder: true);
    }

    /// <summary>B gets 10 % of what C buys, with limits.</summary>
    private async Task<TestShop> Shop(params (string Name, object Value)[] limits)
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan([.. Campaign(limits).Select(part => (part.Key, part.Value))]);
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }

    private static async Task<System.Text.Json.JsonElement> Budget(TestShop shop, string? planId) =>
        (await shop.Get($"/v1/plans/{planId}/budgets")).Must(200).List("budgets").ShouldHaveSingleItem();

    private static long Minor(System.Text.Json.JsonElement part, string name) =>
        part.GetProperty(name).GetProperty("amount").GetInt64();

    private static async Task<long> Simulated(TestShop shop, long value) =>
        (await shop.Post("/v1/commissions/simulations", new
        {
            customerId = "C",
            lines = new[] { new { lineId = "1", productId = "p1", quantity = 1, unitPrice = Pence(value) } },
        })).Must(200).Minor("total");

    private static Dictionary<string, object> Campaign(params (string Name, object Value)[] limits)
    {
        var rule = ShopSteps.Level("level", (1, "T1", 1_000));
        foreach (var (name, value) in limits) rule[name] = value;
        return ShopSteps.Plan(("rules", new[] { rule }), ("payDepth", 1));
    }
}
