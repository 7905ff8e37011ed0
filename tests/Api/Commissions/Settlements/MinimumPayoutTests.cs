using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Commissions.Settlements;

/// <summary>Which version's minimum a period has, and what reaches it.</summary>
public sealed class MinimumPayoutTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    [Fact]
    public async Task A_version_that_begins_when_a_period_ends_says_nothing_of_that_period()
    {
        var shop = await Shop(100);
        await shop.Publish(ShopSteps.Plan(("minimumPayout", 100_000)), January);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(1_000);
        (await shop.Order("o2", "C", January.AddDays(1), 20_000)).Must(201);
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201).Minor("total").ShouldBe(0, "now it is in force");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_version_that_begins_at_the_periods_last_instant_governs_it()
    {
        var shop = await Shop(100);
        await shop.Publish(ShopSteps.Plan(("minimumPayout", 100_000)), January.AddMicroseconds(-1));
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task What_adds_up_to_nothing_makes_a_statement_where_the_minimum_is_0(long minimum, long statements)
    {
        var shop = await Shop(minimum);
        (await shop.RefundPlain("o1", "r", Day(3), 10_000)).Must(201);
        await shop.SetClock(January);
        var run = (await shop.Settle(January)).Must(201);
        (run.Number("statements"), run.Minor("total")).ShouldBe((statements, 0));
        (await shop.Settle(January)).Must(201).Body.ShouldBe(run.Body);
        var made = await shop.Statements("B");
        made.Length.ShouldBe((int)statements);
        foreach (var statement in made)
        {
            statement.List("lines").Length.ShouldBe(2);
            (statement.Minor("total"), statement.Minor("carriedOut")).ShouldBe((0, 0));
            var page = $"/v1/statements/{statement.Text("statementId")}";
            (await shop.Get($"{page}/csv")).Must(200);
            (await shop.Get($"{page}/page")).Must(200);
            (await shop.Get($"{page}/payout-preview")).Must(200).Minor("payout", "net").ShouldBe(0);
        }
        (await shop.Order("o2", "C", January.AddDays(1), 5_000)).Must(201);
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201).Minor("total").ShouldBe(500);
        var latest = (await shop.Statements("B"))[^1];
        latest.List("lines").Length.ShouldBe(statements == 1 ? 1 : 3, "what no statement held is in the next");
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_debt_that_income_meets_exactly_makes_a_statement_of_0_and_nothing_to_pay()
    {
        var shop = await Shop(0);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(1_000);
        (await shop.RefundPlain("o1", "r", January.AddDays(1), 5_000)).Must(201);
        await shop.SetClock(January.AddDays(3));
        (await shop.Settle(January.AddDays(3))).Must(201).Number("statements").ShouldBe(0, "a debt is carried");
        (await shop.Order("o2", "C", January.AddDays(3), 5_000)).Must(201);
        await shop.SetClock(February);
        (await shop.Settle(February)).Must(201).Number("statements").ShouldBe(1);
        var statement = (await shop.Statements("B"))[^1];
        (statement.Minor("carriedIn"), statement.Minor("total"), statement.List("lines").Length)
            .ShouldBe((-500, 0, 2));
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task The_integrity_check_finds_statements_below_the_minimum_and_balances_that_were_carried_above_it()
    {
        var shop = await Shop(100);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(1_000);
        await Changed(shop, 2_000);
        (await shop.FailedChecks()).ShouldBe(["settlementMinimum"]);
        shop = await Shop(5_000);
        await shop.SetClock(January);
        (await shop.Settle(January)).Must(201).Minor("total").ShouldBe(0);
        await Changed(shop, 1_000);
        (await shop.FailedChecks()).ShouldBe(["settlementMinimum"]);

        Task Changed(TestShop of, long minimum) => api.Corrupt($$"""
            update plans set content = jsonb_set(content, '{minimumPayout}', '{{minimum}}')
            where shop_id = {{of.ShopKey}}
            """);
    }

    [Fact]
    public async Task A_pool_of_nothing_names_its_holders()
    {
        var shop = await (await api.Operator(await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator))
            .WithSpendPlan(("rules", new object[]
            {
                new { ruleId = "pool", kind = "dividend", poolBps = 1_000, tier = "T1" },
            }));
        await shop.Promote("B", 1, Day(1));
        await shop.Promote("A", 2, Day(1));
        await shop.SetClock(January);
        (await shop.Post("/v1/dividends", new { month = "2010-12" })).Must(201);
        (await shop.RefundPlain("tier-A", "r", January.AddDays(1), 15_000)).Must(201);
        await shop.SetClock(February);
        var dry = (await shop.Post("/v1/dividends?dryRun=true", new { month = "2011-01" })).Must(200);
        var run = (await shop.Post("/v1/dividends", new { month = "2011-01" })).Must(201);
        run.Body.ShouldBe(dry.Body);
        var pool = run.List("pools").ShouldHaveSingleItem();
        (pool.GetProperty("pool").GetProperty("amount").GetInt64(), pool.GetProperty("holders").GetInt64(),
            pool.GetProperty("reason").GetString()).ShouldBe((0, 2, "zeroBase"));
        (await shop.Get("/v1/dividends/2011-02-01T00:00:00Z/shares")).Must(200).List("data")
            .Select(share => $"{share.GetProperty("customerId")} {share.GetProperty("weight")} "
                + $"{share.GetProperty("amount").GetProperty("amount")} {share.GetProperty("exact")}")
            .ShouldBe(["A 1 0 0", "B 1 0 0"]);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    /// <summary>B has earned 1,000 that matures in December.</summary>
    private async Task<TestShop> Shop(long minimum)
    {
        var shop = await (await api.NewShop()).WithSpendPlan(("minimumPayout", minimum));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        (await shop.Order("o1", "C", Day(2), 10_000)).Paid().ShouldBe(["B 1000"]);
        return shop;
    }
}
