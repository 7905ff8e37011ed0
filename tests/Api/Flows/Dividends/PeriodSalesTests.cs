using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Dividends;

/// <summary>A dividend is what it was at the period's end, on whatever day it is run, whatever comes later.</summary>
public sealed class PeriodSalesTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    [Fact]
    public async Task A_case_of_the_month_after_takes_no_order_out_of_the_month()
    {
        var shop = await Shop();
        (await shop.Order("o1", "C", Day(25), 40_000)).Must(201);
        await shop.SetClock(January.AddDays(1));
        (await shop.Post("/v1/orders/o1/after-sales", new { caseId = "c", openedAt = Day(30) })).Must(200)
            .Time("completedAt").ShouldBeNull("while it is open");
        (await shop.OpenOrder("o2", "C", January.AddDays(1), 8_000)).Must(201);
        await shop.SetClock(January.AddDays(2));
        Earned(await Run(shop, "2010-12")).ShouldBe(50_000);
        await shop.SetClock(February);
        Earned(await Run(shop, "2011-01")).ShouldBe(8_000, "the one that completed itself");
        await Agrees(shop);
    }

    [Fact]
    public async Task An_order_that_completed_itself_stays_in_its_month_when_a_case_is_heard_of_later()
    {
        var shop = await Shop();
        (await shop.OpenOrder("o1", "C", Day(10), 40_000)).Time("maturesAt").ShouldBe(Day(10 + 15 + 14));
        await shop.SetClock(January.AddDays(1));
        (await shop.Post("/v1/orders/o1/after-sales", new { caseId = "c", openedAt = Day(11) })).Must(200)
            .Time("completedAt").ShouldBeNull("as it is known now");
        await shop.SetClock(January.AddDays(2));
        Earned(await Run(shop, "2010-12")).ShouldBe(50_000, "it was known to be complete when the month ended");
        (await shop.Post("/v1/orders/o1/after-sales/c/closure", new { closedAt = January.AddDays(2) })).Must(200);
        await shop.SetClock(February);
        Earned(await Run(shop, "2011-01")).ShouldBe(0, "and is counted once");
        await Agrees(shop);
    }

    [Fact]
    public async Task What_was_completed_before_the_first_period_and_heard_of_in_it_counts_in_it()
    {
        var shop = await Shop();
        (await shop.OpenOrder("received", "C", Day(20), 1_000)).Must(201);
        (await shop.Order("known", "C", Day(28), 2_000)).Must(201);
        await shop.SetClock(January.AddDays(1));
        (await shop.Order("late", "C", Day(29), 4_000)).Must(201);
        (await shop.Post("/v1/orders/received/completions", new { completedAt = Day(30) })).Must(200);
        await shop.SetClock(February);
        Earned(await Run(shop, "2011-01")).ShouldBe(5_000, "what was known at its start belongs to no period");
        await shop.SetClock(February.AddMonths(1));
        Earned(await Run(shop, "2011-02")).ShouldBe(0);
        await Agrees(shop);
    }

    [Fact]
    public async Task What_was_known_to_be_complete_before_the_first_period_stays_outside_when_it_is_opened_again()
    {
        var shop = await Shop();
        (await shop.OpenOrder("o1", "C", Day(10), 1_000)).Must(201);
        await shop.SetClock(January.AddDays(1));
        (await shop.Post("/v1/orders/o1/after-sales", new { caseId = "c", openedAt = Day(12) })).Must(200);
        await shop.SetClock(January.AddDays(5));
        (await shop.Post("/v1/orders/o1/after-sales/c/closure", new { closedAt = January.AddDays(5) })).Must(200);
        await shop.SetClock(February);
        Earned(await Run(shop, "2011-01")).ShouldBe(0);
        await Agrees(shop);
    }

    [Fact]
    public async Task Tiers_ranked_anew_after_the_end_change_nothing_of_it()
    {
        var shop = await Shop();
        await shop.Promote("D", 2, Day(3));
        await shop.SetClock(January.AddDays(1));
        object Tier(string id, long atLeast) =>
            new { tierId = id, name = id, conditions = new { metric = "ownNetSpend", atLeast } };
        (await shop.Put("/v1/partner-tiers", new
        {
            tiers = new[] { Tier("T2", 5_000), Tier("T1", 10_000), Tier("T3", 30_000) },
        })).Must(200);
        await shop.SetClock(January.AddDays(2));
        (await Run(shop, "2010-12")).List("pools")[0].GetProperty("holders").GetInt64()
            .ShouldBe(2, "T2 stood above T1 when the month ended");
        await Agrees(shop);
    }

    [Fact]
    public async Task The_integrity_check_finds_an_order_that_was_counted_and_was_not_due()
    {
        foreach (var change in new[]
        {
            "delete from dividend_orders where shop_id = {0}",
            "update commission_orders set completed_at = completed_at + interval '60 days' where shop_id = {0}",
            "update commission_orders set completion_heard_at = '2011-01-05' where shop_id = {0}",
        })
        {
            var shop = await Shop();
            await shop.SetClock(January);
            await Run(shop, "2010-12");
            await Agrees(shop);
            await api.Corrupt(string.Format(System.Globalization.CultureInfo.InvariantCulture, change, shop.ShopKey));
            (await shop.FailedChecks()).ShouldContain("dividends", change);
        }
    }

    [Fact]
    public async Task The_integrity_check_finds_a_gap_in_what_was_known_of_a_completion()
    {
        var shop = await Shop();
        (await shop.OpenOrder("o1", "C", Day(10), 1_000)).Must(201);
        (await shop.Post("/v1/orders/o1/completions", new { completedAt = Day(12) })).Must(200);
        await Agrees(shop);
        await api.Corrupt(
            $"update past_completions set until = until + interval '1 day' where shop_id = {shop.ShopKey}");
        (await shop.FailedChecks()).ShouldBe(["pastCompletions"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_comes_later_a_run_on_any_later_day_gives_the_same(int seed)
    {
        var (prompt, late) = (await Shop("teamSales"), await Shop("teamSales"));
        foreach (var shop in new[] { prompt, late })
        {
            var random = new Random(seed);
            await History(shop, random, Day(2), January, "d");
            await shop.SetClock(January);
            if (shop == prompt) await Run(shop, "2010-12");
            await History(shop, random, January.AddHours(1), February, "j");
            await shop.SetClock(February.AddDays(random.Next(1, 20)));
            if (shop == prompt) await Run(shop, "2011-01");
            await History(shop, random, February.AddDays(20), February.AddDays(25), "f");
            if (shop == late)
            {
                await Run(shop, "2010-12");
                await Run(shop, "2011-01");
            }
            await Agrees(shop);
        }
        foreach (var month in new[] { "2010-12", "2011-01" })
            (await Shared(late, month)).ShouldBe(await Shared(prompt, month), $"seed {seed}, {month}");
    }

    /// <summary>Random orders, receipts, cases, refunds and promotions, at times that only go on.</summary>
    private static async Task History(
        TestShop shop, Random random, DateTimeOffset from, DateTimeOffset until, string prefix)
    {
        var step = (until - from) / 14;
        for (var i = 0; i < 13; i++)
        {
            var now = from + (step * i);
            await shop.SetClock(now);
            var at = now.AddDays(-random.Next(0, 20));
            var order = $"{(random.Next(2) == 0 ? prefix : "d")}{random.Next(0, 13)}";
            await (random.Next(7) switch
            {
                0 or 1 => shop.Order($"{prefix}{i}", "C", at, random.Next(1, 50_000)),
                2 => shop.OpenOrder($"{prefix}{i}", "C", at, random.Next(1, 50_000)),
                3 => shop.Post($"/v1/orders/{order}/completions", new { completedAt = now }),
                4 => shop.Post($"/v1/orders/{order}/after-sales", new { caseId = "c", openedAt = now.AddDays(-1) }),
                5 => shop.Post($"/v1/orders/{order}/after-sales/c/closure", new { closedAt = now }),
                _ => shop.RefundPlain(order, $"r-{prefix}{i}", now, random.Next(1, 9_000)),
            });
            if (i == 6) await shop.Promote($"{prefix}-new", random.Next(1, 4), now);
        }
    }

    private static async Task<string> Shared(TestShop shop, string month)
    {
        var run = await Run(shop, month);
        var end = Uri.EscapeDataString(run.Text("periodEnd"));
        var shares = (await shop.Get($"/v1/dividends/{end}/shares")).Must(200).List("data").Select(share =>
            $"{share.GetProperty("customerId")} {share.GetProperty("weight")} "
            + $"{share.GetProperty("amount").GetProperty("amount")}");
        return $"{run.List("pools")[0]}: {string.Join(", ", shares)}";
    }

    private static async Task<Answer> Run(TestShop shop, string month) =>
        (await shop.Post("/v1/dividends", new { month })).Must(201);

    private static long Earned(Answer run) =>
        run.List("pools").ShouldHaveSingleItem().GetProperty("earned").GetProperty("amount").GetInt64();

    private static async Task Agrees(TestShop shop) =>
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);

    /// <summary>B holds T1 since an own order of 100.00 on 1 December; C is bound to B.</summary>
    private async Task<TestShop> Shop(string share = "equal")
    {
        var shop = await (await api.Operator(await api.NewShop(jurisdiction: "custom"), "li", Roles.Operator))
            .WithSpendPlan(("rules", new object[]
            {
                new { ruleId = "pool", kind = "dividend", poolBps = 1_000, tier = "T1", share },
            }));
        await shop.Chain(Day(1), ("C", 0), ("B", 1));
        return shop;
    }
}
