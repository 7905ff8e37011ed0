using System.Text.Json;
using Shouldly;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Backtests;

/// <summary>The orders of a past window under another version, as a job in the background.</summary>
public sealed class StartBacktestTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Ledger = """
        select coalesce(sum(hashtext(m::text)), 0) + count(*) + (select count(*) from accruals) from movements m
        """;

    [Fact]
    public async Task The_version_in_force_backtest_to_what_was_booked()
    {
        var shop = await Sold();
        var plan = (await shop.Get("/v1/plans")).Must(200).List("data")[0].GetProperty("planId").GetString()!;
        var ledger = await api.Count(Ledger);
        var report = await shop.Backtested(await shop.Backtest(plan));
        (await api.Count(Ledger)).ShouldBe(ledger, "a backtest books nothing");
        report.Number("orders").ShouldBe(5);
        report.Minor("backtested").ShouldBe(report.Minor("booked"));
        report.Number("backtestedBps").ShouldBe(report.Number("bookedBps"));
        report.Json.GetProperty("winners").GetProperty("count").GetInt64().ShouldBe(0);
        report.Json.GetProperty("losers").GetProperty("count").GetInt64().ShouldBe(0);
        report.Number("unchanged").ShouldBe(2);
        Parts(report, "depths").ShouldBe(["1: 1400 1400", "2: 700 700"]);
        Parts(report, "tiers").ShouldBe(["T1: 1400 1400", "T2: 700 700"]);
    }

    [Fact]
    public async Task A_draft_shows_who_gains_who_loses_and_what_it_costs()
    {
        var shop = await Sold();
        var draft = await shop.Drafted(ShopSteps.Plan(
            ("rules", new[] { ShopSteps.Level("more", (1, "T1", 2_000), (1, "T2", 2_000)) })));
        var id = await shop.Backtest(draft);
        var report = await shop.Backtested(id);
        report.Minor("sales").ShouldBe(64_000, "30,000 for tiers, then 34,000 of which nothing counts twice");
        report.Minor("backtested").ShouldBe(2_800, "20 % of 14,000");
        report.Minor("booked").ShouldBe(2_100, "10 % and 5 % of it");
        report.Number("backtestedBps").ShouldBe(438);
        Parts(report, "rules").ShouldBe(["level: 0 2100", "more: 2800 0"]);
        Parts(report, "kinds").ShouldBe(["level: 2800 2100"]);
        People(report, "winners").ShouldBe(["B 1400"]);
        People(report, "losers").ShouldBe(["A -700"]);
        report.List("reasons").Select(one => one.GetProperty("reason").GetString()).ShouldContain("noRate");
        var explained = (await shop.Get($"/v1/commissions/backtests/{id}/orders/o1")).Must(200);
        explained.Text("planId").ShouldBe(draft);
        explained.List("lines")[0].GetProperty("amount").GetProperty("amount").GetInt64().ShouldBe(2_000);
        explained.List("lines")[0].GetProperty("booked").GetProperty("amount").GetInt64().ShouldBe(0, "another rule");
    }

    [Fact]
    public async Task A_draft_that_looks_further_sees_the_chain_and_the_floors_of_then()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan(("payDepth", 1), ("rules", new[] { ShopSteps.Level("level", (1, "T1", 1_000)) }));
        await shop.Chain(Day(1), ("F", 0), ("E", 0), ("D", 0), ("C", 0), ("B", 0), ("A", 1));
        (await shop.Order("o1", "F", Day(2), 10_000)).Must(201);
        await shop.Promote("far", 2, Day(3));
        await shop.Bind("A", "far");
        (await shop.Order("climb", "A", Day(4), 10_000)).Must(201);
        await shop.SetClock(Day(5));
        var draft = await shop.Drafted(ShopSteps.Plan(
            ("payDepth", 5), ("rules", new[] { ShopSteps.Level("deep", (5, "T1", 500), (5, "T2", 900)) })));
        var report = await shop.Backtested(await shop.Backtest(draft));
        Parts(report, "depths").ShouldBe(["5: 500 0"], "A held T1 then, and nobody stood above");
        var floors = await shop.Drafted(ShopSteps.Plan(
            ("payDepth", 2), ("rules", new[] { ShopSteps.Differential("climb", 10_000, 1_000, 2_000, 3_000) })));
        (await shop.Backtested(await shop.Backtest(floors))).Minor("backtested").ShouldBe(2_000, "A's own order only");
    }

    [Fact]
    public async Task A_shop_that_never_sold_anything_has_an_empty_report()
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        await shop.SetClock(Day(9));
        (await shop.Backtested(await shop.Backtest(await shop.Drafted(ShopSteps.Plan())))).Number("orders").ShouldBe(0);
    }

    [Fact]
    public async Task Windows_are_past_bounded_and_may_be_empty()
    {
        var shop = await Sold();
        var draft = await shop.Drafted(ShopSteps.Plan());
        (await Start(shop, draft, Day(2), Day(2))).Refused(422, "VALIDATION_FAILED").Pointer.ShouldBe("#/to");
        (await Start(shop, draft, Day(1).AddDays(-400), Day(2))).Refused(422, "VALIDATION_FAILED");
        (await Start(shop, draft, Day(1), Day(1).AddDays(100))).Refused(422, "WINDOW_NOT_PAST");
        (await Start(shop, "pln_7zzzzzzzzzzzz", Day(1), Day(2))).Refused(404, "PLAN_NOT_FOUND");
        var empty = await shop.Backtested((await Start(shop, draft, Day(1).AddDays(-9), Day(1).AddDays(-8))).Must(202)
            .Text("backtestId"));
        empty.Number("orders").ShouldBe(0);
        empty.Json.TryGetProperty("backtestedBps", out _).ShouldBeFalse();
        var one = await shop.Backtested((await Start(shop, draft, Day(2), Day(3))).Must(202).Text("backtestId"));
        one.Number("orders").ShouldBe(1);
    }

    [Fact]
    public async Task The_job_works_on_the_draft_that_it_began_with()
    {
        var shop = await Sold();
        var draft = await shop.Drafted(ShopSteps.Plan());
        var id = await shop.Backtest(draft);
        var other = ShopSteps.Plan(("rules", new[] { ShopSteps.Level("none", (1, "T3", 1)) }));
        (await shop.Put($"/v1/plans/{draft}", new { content = other })).Must(200);
        (await shop.Backtested(id)).Minor("backtested").ShouldBe(2_100);
        (await shop.Backtested(await shop.Backtest(draft))).Minor("backtested").ShouldBe(0);
    }

    [Fact]
    public async Task The_same_key_is_the_same_job_and_every_job_tells_where_it_is()
    {
        var shop = await Sold();
        var draft = await shop.Drafted(ShopSteps.Plan());
        var body = new { planId = draft, from = Day(1), to = Day(5) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            shop.Post("/v1/commissions/backtests", body, ("Idempotency-Key", "one"))));
        answers.Select(answer => answer.Must(202).Text("backtestId")).Distinct().Count().ShouldBe(1);
        answers.Single(answer => !answer.IsReplayed()).Headers["Location"]
            .ShouldBe($"/v1/commissions/backtests/{answers[0].Text("backtestId")}");
        await shop.Backtested(answers[0].Text("backtestId"));
        var shown = (await shop.Get($"/v1/commissions/backtests/{answers[0].Text("backtestId")}")).Must(200);
        shown.Text("status").ShouldBe("done");
        shown.Json.GetProperty("progress").GetProperty("ordersRead").GetInt64()
            .ShouldBe(shown.Json.GetProperty("progress").GetProperty("ordersAll").GetInt64());
        (await shop.Get("/v1/commissions/backtests")).Must(200).List("data").Length.ShouldBe(1);
    }

    private async Task<TestShop> Sold()
    {
        var shop = await api.NewShop();
        await shop.WithSpendPlan();
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 2));
        (await shop.Order("o1", "C", Day(2), 10_000)).Must(201);
        (await shop.Order("o2", "C", Day(3), 8_000)).Must(201);
        (await shop.Order("o3", "stranger", Day(4), 20_000)).Must(201);
        (await shop.RefundPlain("o2", "r", Day(5), 4_000)).Must(201);
        return shop;
    }

    private static Task<Answer> Start(TestShop shop, string planId, DateTimeOffset from, DateTimeOffset to) =>
        shop.Post("/v1/commissions/backtests", new { planId, from, to });

    private static string[] Parts(Answer report, string name) => [.. report.List(name).Select(part =>
        $"{part.GetProperty("key").GetString()}: {Minor(part, "backtested")} {Minor(part, "booked")}")];

    private static string[] People(Answer report, string name) =>
    [
        .. report.Json.GetProperty(name).GetProperty("top").EnumerateArray().Select(person =>
            $"{person.GetProperty("customerId").GetString()} {Minor(person, "difference")}"),
    ];

    private static long Minor(JsonElement part, string name) =>
        part.GetProperty(name).GetProperty("amount").GetInt64();
}
