using System.Text.Json;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Books;

/// <summary>What commissions cost in closed months is the journal's expense, however it is broken down.</summary>
public sealed class GetCommissionCostsTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);
    private static readonly DateTimeOffset March = January.AddMonths(2);

    [Theory]
    [InlineData("kind")]
    [InlineData("rule")]
    [InlineData("plan")]
    [InlineData("tier")]
    [InlineData("product")]
    [InlineData("product,tier,kind")]
    [InlineData("kind,rule,plan,tier,product")]
    public async Task Every_break_down_of_every_month_adds_up_to_the_expense_of_the_trial_balance(string by)
    {
        var (shop, _) = await Closed();
        foreach (var month in new[] { "2010-12", "2011-01", "2011-02" })
        {
            var costs = await Costs(shop, $"period={month}&by={by}");
            var account = (await shop.Get($"/v1/months/{month}")).Must(200).List("accounts")
                .Single(one => one.GetProperty("account").GetString() == "expense");
            var total = Sums(costs.Json.GetProperty("total"));
            total.Accrued.ShouldBe(account.GetProperty("given").GetProperty("amount").GetInt64(), month);
            total.Reversed.ShouldBe(account.GetProperty("received").GetProperty("amount").GetInt64(), month);
            Tie(costs).ShouldBe((total.Net, total.Absorbed, 0), month);
            var lines = costs.List("lines").Select(line => Sums(line.GetProperty("sums"))).ToList();
            lines.Sum(line => line.Net).ShouldBe(total.Net, month);
            lines.Sum(line => line.Accrued).ShouldBe(total.Accrued, month);
            lines.Sum(line => line.Reversed).ShouldBe(total.Reversed, month);
            lines.Sum(line => line.Absorbed).ShouldBe(total.Absorbed, month);
        }
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_dimension_has_its_values_and_what_has_none_says_so()
    {
        var (shop, plan) = await Closed();
        Lines(await Costs(shop, "period=2010-12&by=kind"), "kind").ShouldBe(["level 5200", "project 900"]);
        Lines(await Costs(shop, "period=2010-12&by=rule"), "rule").ShouldBe(["level 5200", "task 900"]);
        Lines(await Costs(shop, "period=2010-12&by=plan"), "planId").ShouldBe([$"{plan} 6100"]);
        Lines(await Costs(shop, "period=2010-12&by=tier"), "tier").ShouldBe(["T1 6100"]);
        Lines(await Costs(shop, "period=2010-12&by=product"), "productId")
            .ShouldBe(["none 900", "p1 1300", "p2 3900"]);
        Lines(await Costs(shop, "period=2011-02&by=kind,product"), "kind", "productId")
            .ShouldBe(["adjustment none 50"]);
        Lines(await Costs(shop, "period=2011-02&by=plan"), "planId").ShouldBe(["none 50"]);
    }

    [Fact]
    public async Task A_product_that_came_back_bears_nothing_and_the_other_what_it_earned()
    {
        var (shop, _) = await Closed();
        var january = await Costs(shop, "period=2011-01&by=product");
        Lines(january, "productId").ShouldBe(["p1 -1300"], "line 1 came back whole, and line 2 did not");
        Lines(await Costs(shop, "period=2010-12&through=2011-02&by=product"), "productId")
            .ShouldBe(["none 950", "p1 0", "p2 3900"]);
    }

    [Fact]
    public async Task What_is_recorded_later_changes_no_closed_month()
    {
        var (shop, _) = await Closed();
        var before = await Costs(shop, "period=2010-12&by=kind,product");
        (await shop.Order("late", "C", Day(20), 50_000)).Must(201);
        (await shop.RefundPlain("o1", "r2", Day(21), 10_000)).Must(201);
        (await Costs(shop, "period=2010-12&by=kind,product")).Body.ShouldBe(before.Body);
        await shop.SetClock(March.AddMonths(1));
        (await Close(shop, "2011-03")).Must(201);
        Lines(await Costs(shop, "by=kind"), "kind").ShouldBe(["level 5200"], "the latest month, where none is named");
    }

    [Fact]
    public async Task What_was_paid_out_and_the_shop_bears_is_told_beside_the_expense_and_ties_to_the_claw_back_loss()
    {
        var shop = await PayoutShop.In(api);
        await shop.Backend.Publish(
            ShopSteps.Plan(("minimumPayout", 0), ("returnPolicy", "withinBalance")), PayoutShop.Day(1, 1));
        await shop.EarnAndSettle("p1", 4_000);
        await shop.Payee("p1");
        await shop.Backend.SetClock(PayoutShop.Day(1, 25));
        await shop.End(await shop.Pay());
        await shop.Backend.SetClock(PayoutShop.Day(2, 1));
        (await Close(shop.Finance, "2026-01")).Must(201);
        var order = (await shop.Backend.Get("/v1/orders?customerId=friend-of-p1")).Must(200).List("data").Single();
        (await shop.Backend.Post($"/v1/orders/{order.GetProperty("orderId").GetString()}/refunds", new
        {
            refundId = "r1",
            refundedAt = PayoutShop.Day(2, 1),
            amount = PayoutShop.Fen(30_000),
        })).Must(201);
        await shop.Backend.SetClock(PayoutShop.Day(3, 1));
        (await Close(shop.Finance, "2026-02")).Must(201);
        var costs = await Costs(shop.Backend, "period=2026-02&by=product");
        Line(costs, "p").ShouldBe((0, 3_000, -3_000, 3_000), "all of it was paid out");
        Tie(costs).ShouldBe((-3_000, 3_000, 0));
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_file_has_the_lines_of_the_answer()
    {
        var (shop, plan) = await Closed();
        var file = (await shop.Get("/v1/commission-costs/csv?period=2010-12&by=kind,plan,product")).Must(200).Body;
        var rows = file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        rows.Length.ShouldBe(4);
        rows[1].ShouldBe($"level,,{plan},,p1,1300,0,1300,0,GBP");
        rows[3].ShouldBe($"project,,{plan},,none,900,0,900,0,GBP");
    }

    [Fact]
    public async Task What_is_no_closed_month_or_no_dimension_is_refused()
    {
        var (shop, _) = await Closed();
        (await shop.Get("/v1/commission-costs?period=2011-03")).Refused(404, "MONTH_NOT_FOUND");
        (await shop.Get("/v1/commission-costs?period=2010-12&through=2011-03")).Refused(404, "MONTH_NOT_FOUND");
        (await shop.Get("/v1/commission-costs?period=x")).Refused(404, "MONTH_NOT_FOUND");
        (await shop.Get("/v1/commission-costs?period=2011-01&through=2010-12")).Refused(422, "PERIOD_REVERSED");
        (await shop.Get("/v1/commission-costs?by=colour")).Refused(422, "VALUE_UNKNOWN").Pointer.ShouldBe("?by");
        (await shop.Get("/v1/commission-costs?by=")).Refused(422, "VALUE_UNKNOWN");
        (await shop.Get("/v1/commission-costs?by=kind,kind")).Refused(422, "VALUE_REPEATED");
        var none = (await (await api.NewShop()).Get("/v1/commission-costs")).Must(200);
        none.List("lines").ShouldBeEmpty();
        none.Json.TryGetProperty("period", out _).ShouldBeFalse("no month is closed");
    }

    [Fact]
    public async Task The_integrity_check_finds_costs_that_are_not_the_trial_balance()
    {
        var (shop, _) = await Closed();
        await api.Corrupt($"""
            update month_balances set given = given + 1
            where shop_id = {shop.ShopKey} and month = '2011-02' and account = 'expense'
            """);
        (await shop.FailedChecks()).ShouldContain("commissionCosts");
    }

    private static Task<Answer> Close(TestShop shop, string month) => shop.Post("/v1/months", new { month });

    private static async Task<Answer> Costs(TestShop shop, string query) =>
        (await shop.Get($"/v1/commission-costs?{query}")).Must(200);

    private static string[] Lines(Answer costs, params string[] dimensions) => [.. costs.List("lines").Select(line =>
        string.Join(' ', dimensions.Select(name => line.GetProperty(name).GetString())
            .Append($"{Sums(line.GetProperty("sums")).Net}")))];

    private static (long Accrued, long Reversed, long Net, long Absorbed) Line(Answer costs, string product) =>
        Sums(costs.List("lines").Single(line => line.GetProperty("productId").GetString() == product)
            .GetProperty("sums"));

    private static (long Accrued, long Reversed, long Net, long Absorbed) Sums(JsonElement sums)
    {
        long Amount(string name) => sums.GetProperty(name).GetProperty("amount").GetInt64();
        return (Amount("accrued"), Amount("reversed"), Amount("net"), Amount("absorbed"));
    }

    private static (long Expense, long ClawbackLoss, long Difference) Tie(Answer costs)
    {
        var tie = costs.Json.GetProperty("tieOut");
        long Amount(string name) => tie.GetProperty(name).GetProperty("amount").GetInt64();
        return (Amount("expense"), Amount("clawbackLoss"), Amount("difference"));
    }

    /// <summary>
    /// In December B and A earn 5,200 of an order of two products, and B 900 of a project; in January the first product
    /// comes back; in February B is given 50 by hand.
    /// </summary>
    private async Task<(TestShop Shop, string Plan)> Closed()
    {
        var shop = await api.NewShop();
        shop = await api.Operator(shop, "olga", [.. Roles.Known]);
        var rules = new object[]
        {
            ShopSteps.Level("level", (1, "T1", 1_000), (1, "T2", 1_000), (1, "T3", 1_000),
                (2, "T1", 300), (2, "T2", 300), (2, "T3", 300)),
            new { ruleId = "task", kind = "project" },
        };
        await shop.WithSpendPlan(("minimumPayout", 0), ("rules", rules));
        await shop.Chain(Day(1), ("C", 0), ("B", 1), ("A", 1));
        (await shop.Order("o1", "C", Day(2), 10_000, 30_000)).Paid().ShouldBe(["B 4000", "A 1200"]);
        (await api.OpenProject(shop, new
        {
            projectId = "trial",
            content = new
            {
                ruleId = "task",
                goal = "g",
                deadline = February,
                amount = Pence(900),
                split = new[] { new { customerId = "B", bps = 10_000 } },
            },
        })).Must(201);
        (await shop.Post("/v1/projects/trial/acceptance", new { achieved = 1, reason = "done" })).Must(200);
        await shop.SetClock(January);
        (await Close(shop, "2010-12")).Must(201);
        (await shop.RefundUnits("o1", "r1", January.AddDays(1), "1", 1)).Must(201);
        await shop.SetClock(February);
        (await Close(shop, "2011-01")).Must(201);
        (await shop.Post("/v1/adjustments", new
        {
            adjustmentId = "adj",
            customerId = "B",
            kind = "credit",
            amount = Pence(50),
            reason = "r",
            document = "d",
        })).Must(201);
        var approver = await api.Operator(shop, "ann", Roles.Approver);
        (await approver.Post("/v1/adjustments/adj/decision", new { approve = true })).Must(200);
        await shop.SetClock(March);
        (await Close(shop, "2011-02")).Must(201);
        var plan = (await shop.Get("/v1/plans")).Must(200).List("data").Single().GetProperty("planId").GetString()!;
        return (shop, plan);
    }
}
