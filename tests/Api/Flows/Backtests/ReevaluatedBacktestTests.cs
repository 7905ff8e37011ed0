using System.Text.Json;
using Shouldly;
using SocialCommerce.Commissions.Backtests;
using SocialCommerce.Commissions.Simulations;
using SocialCommerce.Flows.Backtests;
using SocialCommerce.Kernel.Database;
using SocialCommerce.Kernel.Text;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Backtests;

/// <summary>A past window with the tiers that another list would have given people.</summary>
public sealed class ReevaluatedBacktestTests(TestApi api) : IClassFixture<TestApi>
{
    [Fact]
    public async Task A_lower_threshold_promotes_the_referrer_early_and_the_later_orders_pay_more()
    {
        var (shop, plan) = await Sold();
        var own = $"where shop_id = {shop.ShopKey}";
        var before = await Snapshot.Of(api, own);
        var id = await shop.Reevaluate(plan, Spend(4_000, 20_000, 30_000));
        var report = await shop.Backtested(id);
        (await Snapshot.Of(api, own)).ShouldBe(before, "nothing else is written");
        report.Minor("booked").ShouldBe(1_150, "A gets 12 % of 5,000, then 5 % of 10,000 and of 1,000");
        report.Minor("backtested").ShouldBe(2_250, "and B 10 % of 10,000 and of 1,000");
        Parts(report, "tiers").ShouldBe(["T1: 1100 0", "T2: 1150 1150"]);
        Holders(report).ShouldBe(["T1: 2 1", "T2: 1 1", "T3: 0 0"], "B and C; C in reality");
        Amounts(await Explained(shop, id, "own")).ShouldBe(["A 600"], "B's own order came before the promotion");
        Amounts(await Explained(shop, id, "c1")).ShouldBe(["B 1000", "A 500"]);
        (await Explained(shop, id, "c1")).List("lines")[0].GetProperty("tier").GetString().ShouldBe("T1");
    }

    [Fact]
    public async Task A_higher_threshold_pays_less()
    {
        var (shop, plan) = await Sold();
        var report = await shop.Backtested(await shop.Reevaluate(plan, Spend(10_000, 50_000, 90_000)));
        report.Minor("backtested").ShouldBe(830, "A holds T1: 10 % of 5,000, then 3 % of 11,000");
        report.Json.GetProperty("losers").GetProperty("difference").GetProperty("amount").GetInt64().ShouldBe(-320);
        Holders(report).ShouldBe(["T1: 2 1", "T2: 0 1", "T3: 0 0"], "A and C");
    }

    [Fact]
    public async Task Who_held_a_tier_when_the_window_began_keeps_it_unless_the_list_does_not_have_it()
    {
        var (shop, plan) = await Sold();
        var kept = await shop.Backtested(await shop.Reevaluate(plan, Spend(10_000, 50_000, 90_000), Day(1, 20)));
        kept.Minor("backtested").ShouldBe(1_150);
        var draft = await shop.Drafted(ShopSteps.Plan(
            ("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000), (2, "T1", 300)) })));
        var one = await shop.Backtested(await shop.Reevaluate(draft, Spend(20_000), Day(1, 20)));
        one.Minor("backtested").ShouldBe(330, "T2 is none; A's 20,000 are T1 after the first order: 3 % of 11,000");
        Holders(one).ShouldBe(["T1: 1 1", "T2: 0 1"]);
    }

    [Fact]
    public async Task Without_a_list_the_shops_own_as_it_is_then_is_used_and_shown()
    {
        var (shop, plan) = await Sold();
        (await shop.Put("/v1/partner-tiers", new { tiers = Spend(4_000, 20_000, 30_000) })).Must(200);
        var id = await shop.Reevaluate(plan);
        (await shop.Put("/v1/partner-tiers", new { tiers = Spend(10_000, 20_000, 30_000) })).Must(200);
        (await shop.Backtested(id)).Minor("backtested").ShouldBe(2_250);
        var shown = (await shop.Get($"/v1/commissions/backtests/{id}")).Must(200);
        shown.Text("tiers").ShouldBe("reevaluated");
        shown.List("tierList")[0].GetProperty("conditions").GetProperty("atLeast").GetInt64().ShouldBe(4_000);
        var plain = await shop.Backtest(plan);
        (await shop.Backtested(plain)).Json.TryGetProperty("holders", out _).ShouldBeFalse();
        (await shop.Get($"/v1/commissions/backtests/{plain}")).Must(200).Text("tiers").ShouldBe("asTheyWere");
    }

    [Fact]
    public async Task Only_the_orders_of_the_window_are_explained()
    {
        var (shop, plan) = await Sold();
        var id = await shop.Reevaluate(plan, null, Day(3, 0));
        await shop.Backtested(id);
        (await shop.Get($"/v1/commissions/backtests/{id}/orders/own")).Refused(409, "ORDER_NOT_BACKTESTED");
        Amounts(await Explained(shop, id, "c1")).ShouldBe(["A 500"]);
        (await shop.Order("late", "C", Day(4, 8), 1_000)).Must(201);
        (await shop.Get($"/v1/commissions/backtests/{id}/orders/late")).Refused(409, "ORDER_NOT_BACKTESTED");
    }

    [Fact]
    public async Task A_promotion_counts_across_pages_of_orders()
    {
        const int Orders = 520;
        var shop = await api.NewShop();
        await shop.WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 0));
        foreach (var some in Enumerable.Range(1, Orders).Chunk(8))
            await Task.WhenAll(some.Select(async i => (await shop.Order($"o{i}", "C", Day(2), 10)).Must(201)));
        (await shop.RefundPlain($"o{Orders}", "r", Day(3), 10)).Must(201);
        (await shop.Order("last", "C", Day(3), 10)).Must(201);
        await shop.SetClock(Day(5));
        var plan = (await shop.Get("/v1/plans")).Must(200).List("data")[0].GetProperty("planId").GetString()!;
        var team = new { metric = "teamNetSales", atLeast = 5_100 };
        var list = new[] { 1, 2, 3 }.Select(rank => new { tierId = $"T{rank}", name = "One", conditions = team });
        var report = await shop.Backtested(await shop.Reevaluate(plan, [.. list]));
        report.Minor("booked").ShouldBe(0);
        Parts(report, "tiers").ShouldBe(["T3: 20 0"], "of 11 orders after the 510th, one refunded: 15 % of 10 are 2");
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_a_pointer_and_starts_nothing()
    {
        var (shop, plan) = await Sold();
        (await Start(shop, plan, "sometimes")).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/tiers");
        (await Start(shop, plan, "asTheyWere", Spend(1))).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/tierList");
        (await Start(shop, plan, "reevaluated", Spend(-1))).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/tierList/0/conditions/atLeast");
        (await Start(shop, plan, "reevaluated", Spend())).Refused(422, "VALIDATION_FAILED")
            .Pointer.ShouldBe("#/tierList");
        (await Start(shop, plan, "reevaluated", Spend(1, 2))).Refused(422, "TIER_UNKNOWN")
            .Pointer.ShouldBe("#/tierList");
        var draft = await shop.Drafted(ShopSteps.Plan(
            ("rules", new[] { ShopSteps.Level("level", (1, "T9", 1_000)) })));
        (await Start(shop, draft, "reevaluated")).Refused(422, "TIER_UNKNOWN").Pointer.ShouldBe("#/planId");
        (await shop.Get("/v1/commissions/backtests")).Must(200).List("data").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_key_is_the_same_job_and_another_list_under_it_is_refused()
    {
        var (shop, plan) = await Sold();
        var other = shop.Through(await api.Instance());
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            Start(i % 2 == 0 ? shop : other, plan, "reevaluated", Spend(1, 2, 3), "one")));
        answers.Select(answer => answer.Must(202).Text("backtestId")).Distinct().Count().ShouldBe(1);
        (await Start(shop, plan, "reevaluated", Spend(1, 2, 4), "one")).Refused(422, "IDEMPOTENCY_KEY_REUSED");
        (await shop.Backtested(answers[0].Text("backtestId"))).Number("orders").ShouldBe(4);
    }

    [Fact]
    public async Task What_was_left_in_the_middle_is_begun_again_and_whoever_left_it_keeps_nothing_more()
    {
        var (shop, plan) = await Sold();
        var id = await shop.Reevaluate(plan, Spend(4_000, 20_000, 30_000));
        var (report, explained) = (await shop.Backtested(id), await Explained(shop, id, "c1"));
        var key = PublicId.KeyOf(PlanBacktest.Prefix, id)!.Value;
        await api.Corrupt($"""
            update backtests set status = 'running', report = null, ended_at = null, attempt = 1,
                lease_until = now() - interval '1 minute' where backtest_key = {key};
            update backtested_orders set people = null where backtest_key = {key};
            delete from backtested_orders where backtest_key = {key} and order_key = (select max(order_key) from orders)
            """);
        api.Settings.Add($"--{BacktestSchedule.Setting}=50");
        await api.Instance();
        (await shop.Backtested(id)).Body.ShouldBe(report.Body);
        (await Explained(shop, id, "c1")).Body.ShouldBe(explained.Body);

        await api.Corrupt($"""
            update backtests set status = 'running', report = null, ended_at = null, attempt = 2,
                lease_until = now() + interval '1 hour' where backtest_key = {key};
            delete from backtested_orders where backtest_key = {key}
            """);
        (await Advanced(shop, key, attempt: 1)).ShouldBe((0, 0), "the turn is another one's");
        (await Advanced(shop, key, attempt: 2)).ShouldBe((1, 1));
    }

    /// <summary>An attempt comes to an order: whether it is its turn, and how many orders are kept then.</summary>
    private async Task<(int Turns, long Kept)> Advanced(TestShop shop, long key, int attempt)
    {
        var shopKey = long.Parse(shop.ShopKey, System.Globalization.CultureInfo.InvariantCulture);
        var cancel = TestContext.Current.CancellationToken;
        var db = new Db(api.App);
        var job = (await db.Read(shopKey, batch => batch.Commissions.FindBacktest(shopKey, key), cancel)).First!;
        var turns = await db.Write(
            shopKey, batch => batch.Commissions.Advance(
                shopKey, job with { Attempt = attempt }, Day(1), [new BacktestedOrder(1, null)]), cancel);
        return (turns.List.Count, await api.Count(
            $"select count(*) from backtested_orders where backtest_key = {key}"));
    }

    /// <summary>A becomes T2 by an order of the first day; then B buys below A, then C below B.</summary>
    private async Task<(TestShop Shop, string PlanId)> Sold()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 0), ("A", 2));
        (await shop.Order("own", "B", Day(2), 5_000)).Paid().ShouldBe(["A 600"]);
        (await shop.Order("c1", "C", Day(3), 10_000)).Paid().ShouldBe(["A 500"]);
        (await shop.Order("c2", "C", Day(4), 1_000)).Paid().ShouldBe(["A 50"]);
        await shop.SetClock(Day(5));
        return (shop, (await shop.Get("/v1/plans")).Must(200).List("data")[0].GetProperty("planId").GetString()!);
    }

    private static object[] Spend(params long[] least) => [.. least.Select((amount, i) => new
    {
        tierId = $"T{i + 1}",
        name = $"Tier {i + 1}",
        conditions = new { metric = "ownNetSpend", atLeast = amount },
    })];

    private static Task<Answer> Start(
        TestShop shop, string planId, string tiers, object[]? tierList = null, string? key = null) => shop.Post(
        "/v1/commissions/backtests", new { planId, from = Day(1), to = Day(4, 9), tiers, tierList },
        key is null ? [] : [("Idempotency-Key", key)]);

    private static async Task<Answer> Explained(TestShop shop, string id, string orderId) =>
        (await shop.Get($"/v1/commissions/backtests/{id}/orders/{orderId}")).Must(200);

    private static string[] Amounts(Answer explained) => [.. explained.List("lines")
        .Where(line => Minor(line, "amount") > 0)
        .Select(line => $"{line.GetProperty("customerId").GetString()} {Minor(line, "amount")}")];

    private static string[] Parts(Answer report, string name) => [.. report.List(name).Select(part =>
        $"{part.GetProperty("key").GetString()}: {Minor(part, "backtested")} {Minor(part, "booked")}")];

    private static string[] Holders(Answer report) => [.. report.List("holders").Select(one =>
        $"{one.GetProperty("tier").GetString()}: {one.GetProperty("backtested")} {one.GetProperty("real")}")];

    private static long Minor(JsonElement part, string name) =>
        part.GetProperty(name).GetProperty("amount").GetInt64();
}
