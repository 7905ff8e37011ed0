using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.AccrualStopping;

/// <summary>An accrual stop holds what no order has earned as it holds what orders earn.</summary>
public sealed class StoppedBonusTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("rule", "pool", "period", 1_000)]
    [InlineData("rule", "task", "task", 600)]
    [InlineData("rule", "once", "promotion", 500)]
    [InlineData("person", "A", "period", 1_000)]
    [InlineData("person", "A", "task", 600)]
    [InlineData("person", "A", "promotion", 500)]
    public async Task What_it_names_is_held_until_it_is_booked(string scope, string target, string kind, long amount)
    {
        var shop = await Shop();
        await Stop(shop, "b", scope, target);
        await Pay(shop, kind);
        await Held(shop, kind, amount);
        await shop.SetClock(January.AddDays(20));
        (await shop.Partner("A")).Minor("held").ShouldBe(amount, "maturity waits for nothing, and sets nothing free");
        (await shop.Settle(January.AddDays(20))).Must(201);
        (await shop.Partner("A")).Minor("settled").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        (await Release(shop, "b", "book")).ShouldBe(amount);
        (await Release(shop, "b", "book")).ShouldBe(amount, "the same again is the same");
        var partner = await shop.Partner("A");
        (partner.Minor("held"), partner.Minor("available"), partner.Minor("net")).ShouldBe((0, amount, amount));
        await shop.SetClock(January.AddDays(40));
        (await shop.Settle(January.AddDays(40))).Must(201).Minor("total").ShouldBe(amount);
        var statements = (await shop.Statements("A")).OrderBy(statement => statement.Text("periodEnd")).ToList();
        statements.Select(statement => statement.Minor("total")).ShouldBe([0, amount]);
        var lines = statements.SelectMany(statement => statement.List("lines")).ToList();
        lines.Select(line => line.GetProperty("event").GetString()).ShouldBe(["accrued", "held", "released"]);
        lines.ShouldAllBe(line => line.GetProperty("sourceKind").GetString() == kind);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Theory]
    [InlineData("period")]
    [InlineData("task")]
    [InlineData("promotion")]
    public async Task Rejected_it_is_worth_nothing_for_ever(string kind)
    {
        var shop = await Shop();
        await Stop(shop, "b", "person", "A");
        await Pay(shop, kind);
        var held = (await shop.Partner("A")).Minor("held");
        (await Release(shop, "b", "reject")).ShouldBe(held);
        var partner = await shop.Partner("A");
        (partner.Minor("held"), partner.Minor("pending"), partner.Minor("net")).ShouldBe((0, 0, 0));
        await shop.SetClock(January.AddDays(40));
        (await shop.Settle(January.AddDays(40))).Must(201).Minor("total").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        await api.Corrupt($"update hold_ends set outcome = 'released' where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["bonusBalances", "holdCauses"], ignoreOrder: true);
    }

    [Fact]
    public async Task Two_accrual_stops_hold_it_until_both_are_over_and_one_that_names_another_does_not()
    {
        var shop = await Shop();
        await Stop(shop, "rule", "rule", "task");
        await Stop(shop, "person", "person", "A");
        await Stop(shop, "campaign", "touchpoint", "task");
        await Pay(shop, "task");
        (await Release(shop, "rule", "book")).ShouldBe(0, "the other one holds it");
        (await shop.Partner("A")).Minor("held").ShouldBe(600);
        (await Release(shop, "person", "book")).ShouldBe(600);
        (await Release(shop, "campaign", "reject")).ShouldBe(0);
        (await shop.Partner("A")).Minor("pending").ShouldBe(600);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Orders_and_bonuses_held_by_one_accrual_stop_are_released_together()
    {
        var shop = await Shop(ShopSteps.Level("level", (1, "T1", 1_000)));
        await shop.Bind("C", "A");
        await Stop(shop, "b", "person", "A");
        (await shop.Order("o", "C", Day(2), 1_000)).Paid().ShouldBe(["A 100"]);
        await Pay(shop, "task");
        (await shop.Get("/v1/holds?status=open")).Must(200).List("data").Select(hold =>
                hold.TryGetProperty("orderId", out var order) ? order.GetString() : Text(hold, "sourceId"))
            .ShouldBe(["o", "task"]);
        (await Release(shop, "b", "book")).ShouldBe(700);
        (await shop.Partner("A")).Minor("pending").ShouldBe(700);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Released_while_bonuses_come_it_leaves_nothing_held()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        await Stop(shop, "b", "person", "A");
        foreach (var i in Enumerable.Range(1, 6)) await shop.Bind($"p{i}", "A");
        foreach (var i in Enumerable.Range(1, 6)) await Open(shop, $"t{i}");
        await shop.SetClock(January);
        var all = await Task.WhenAll(Enumerable.Range(1, 6)
            .SelectMany(i => new[]
            {
                (i % 2 == 0 ? shop : other).Order($"o{i}", $"p{i}", Day(2), 10_000),
                (i % 2 == 0 ? other : shop).Post(
                    $"/v1/projects/t{i}/acceptance", new { achieved = 10, reason = "seen" }),
            })
            .Append(other.Post("/v1/dividends", new { month = "2010-12" }))
            .Append(shop.Post("/v1/accrual-stops/b/release", new { action = "book", reason = "why" }))
            .Append(other.Post("/v1/accrual-stops/b/release", new { action = "book", reason = "why" })));
        all.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 201);
        (await shop.Partner("A")).Minor("held").ShouldBe(0);
        (await shop.Get("/v1/holds?status=open")).Must(200).List("data").ShouldBeEmpty();
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Theory]
    [InlineData("update holds set order_key = 1", "holdCauses")]
    [InlineData("delete from holds", "holds")]
    public async Task Whoever_corrupts_a_hold_is_found(string change, string check)
    {
        var shop = await Shop();
        await Stop(shop, "b", "person", "A");
        await Pay(shop, "task");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        await api.Corrupt($"{change} where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe([check]);
    }

    private static async Task Held(TestShop shop, string kind, long amount)
    {
        var partner = await shop.Partner("A");
        (partner.Minor("held"), partner.Minor("pending"), partner.Minor("net")).ShouldBe((amount, 0, amount));
        var hold = (await shop.Get("/v1/holds?status=open")).Must(200).List("data").ShouldHaveSingleItem();
        (Text(hold, "sourceKind"), Text(hold, "customerId"), Text(hold, "cause"), Text(hold, "causeId"))
            .ShouldBe((kind, "A", "accrualStop", "b"));
        hold.GetProperty("held").GetProperty("amount").GetInt64().ShouldBe(amount);
        if (kind == "period")
            Text((await shop.Get("/v1/dividends/2011-01-01T00:00:00Z/shares")).Must(200).List("data")[0], "state")
                .ShouldBe("held");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    /// <summary>Pays A by something that is no order.</summary>
    private async Task Pay(TestShop shop, string kind)
    {
        if (kind == "task")
        {
            await Open(shop, "task");
            (await shop.Post("/v1/projects/task/acceptance", new { achieved = 10, reason = "seen" })).Must(200);
        }
        else if (kind == "promotion")
        {
            await shop.Bind("D", "A");
            (await shop.Order("d", "D", Day(2), 10_000)).Promoted().ShouldBe(["D T1"]);
        }
        else
        {
            await shop.SetClock(January);
            (await shop.Post("/v1/dividends", new { month = "2010-12" })).Must(201);
        }
    }

    private async Task Open(TestShop shop, string projectId) =>
        (await api.OpenProject(shop, new
        {
            projectId,
            content = new
            {
                ruleId = "task",
                goal = "events",
                deadline = January.AddDays(5),
                amount = Pence(600),
                target = 10,
                payment = "proRata",
                split = new[] { new { customerId = "A", bps = 10_000 } },
            },
        })).Must(201);

    private static async Task Stop(TestShop shop, string accrualStopId, string scope, string target)
    {
        if (scope == "touchpoint")
            (await shop.Put($"/v1/touchpoints/{target}", new { @class = "place", name = "Poster" })).Must(200);
        (await shop.Post("/v1/accrual-stops", new { accrualStopId, scope, target, reason = "why" })).Must(201);
    }

    private static async Task<long> Release(TestShop shop, string accrualStopId, string action) =>
        (await shop.Post($"/v1/accrual-stops/{accrualStopId}/release", new { action, reason = "why" })).Must(200).Json
            .GetProperty("release").GetProperty("amount").GetProperty("amount").GetInt64();

    private static string? Text(System.Text.Json.JsonElement part, string name) =>
        part.TryGetProperty(name, out var text) ? text.GetString() : null;

    /// <summary>A (T1) alone: 10 % of all sales by dividend, tasks, once-peer, and what is said.</summary>
    private async Task<TestShop> Shop(params object[] rules)
    {
        var shop = await (await api.Operator(
                await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator, Roles.Finance))
            .WithSpendPlan(("rules", new object[]
            {
                new { ruleId = "pool", kind = "dividend", poolBps = 1_000, tier = "T1" },
                new { ruleId = "task", kind = "project" },
                new { ruleId = "once", kind = "peerOnce", amountMinor = 500 },
            }.Concat(rules)), ("payDepth", 1));
        await api.ReleaseAlone(shop);
        await shop.Promote("A", 1, Day(1));
        return shop;
    }
}
