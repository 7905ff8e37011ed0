using System.Globalization;
using Npgsql;
using Shouldly;
using SocialCommerce.Kernel.Operators;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ApiTests.Flows.Dividends;

/// <summary>
/// To which period a dividend counts what, however late it is run or booked, and wherever the shop is.
/// </summary>
public sealed class DividendTimeTests(TestApi api) : IClassFixture<TestApi>
{
    private static readonly DateTimeOffset January = new(2011, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset February = January.AddMonths(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_runs_made_late_give_what_they_would_have_given_in_time()
    {
        var (prompt, late) = (await Shop(), await Shop());
        foreach (var shop in new[] { prompt, late })
        {
            await shop.Chain(Day(1), ("C", 0), ("B", 1));
            (await shop.Order("1", "C", Day(5), 8_001)).Must(201);
            (await shop.OpenOrder("2", "C", Day(30), 500)).Must(201);
            await shop.SetClock(January);
            if (shop == prompt) (await Run(shop, "2010-12")).Must(201);
            (await shop.RefundPlain("1", "late", January.AddDays(2), 7_000)).Must(201);
            await shop.Promote("A", 2, January.AddDays(3));
            await shop.SetClock(February);
            if (shop == late) (await Run(shop, "2010-12")).Must(201);
            (await Run(shop, "2011-01")).Must(201);
            (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
        }
        var due = await Shared(prompt);
        due.ShouldBe(
        [
            "earned 18001 pool 1800: B 1800",
            // A's own order, and the one that completed itself, less the refund of December's.
            "earned 13500 pool 1350: A 675, B 675",
        ]);
        (await Shared(late)).ShouldBe(due);
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2010-12", "2010-12-01T00:00:00+08:00", "2011-01-01T00:00:00+08:00")]
    [InlineData("Europe/London", "2010-10", "2010-10-01T00:00:00+01:00", "2010-11-01T00:00:00+00:00")]
    public async Task A_months_pool_begins_and_ends_at_midnight_where_the_shop_is(
        string timeZone, string month, string from, string to)
    {
        var (begin, end) = (Parse(from), Parse(to));
        var shop = await Shop(timeZone);
        (await shop.Order("before", "C", begin.AddMilliseconds(-1), 700)).Must(201);
        await shop.Promote("B", 1, begin);
        (await shop.Order("last", "C", end.AddMilliseconds(-1), 800)).Must(201);
        (await Run(shop, month)).Refused(422, "PERIOD_NOT_OVER").Pointer.ShouldBe("#/month");
        (await shop.Order("next", "C", end, 900)).Must(201);
        await shop.Promote("A", 1, end);
        var run = (await Run(shop, month)).Must(201);
        (run.Time("periodStart"), run.Time("periodEnd")).ShouldBe((begin, end));
        Shared(run, "earned").ShouldBe(10_800);
        run.List("pools")[0].GetProperty("holders").GetInt64().ShouldBe(1, "A came at midnight");
        await shop.SetClock(end.AddDays(1));
        var next = (await shop.Post("/v1/dividends", new { periodEnd = end.AddDays(1) })).Must(201);
        Shared(next, "earned").ShouldBe(10_900);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_day_of_25_hours_is_shared_whole_and_once()
    {
        var (begin, end) = (Parse("2010-10-31T00:00:00+01:00"), Parse("2010-11-01T00:00:00+00:00"));
        (end - begin).TotalHours.ShouldBe(25);
        var shop = await Shop("Europe/London");
        await shop.Promote("B", 1, begin.AddDays(-5));
        var moments = new[]
        {
            begin.AddMilliseconds(-1), begin, begin.AddHours(1.5), begin.AddHours(2.5), end.AddMilliseconds(-1), end,
        };
        foreach (var (moment, i) in moments.Select((moment, i) => (moment, i)))
            (await shop.Order($"o{i}", "C", moment, 100L << i)).Must(201);
        await shop.SetClock(end.AddDays(1));
        var day = await shop.Post("/v1/dividends", new { periodStart = begin, periodEnd = end });
        Shared(day.Must(201), "earned").ShouldBe(100 * (2 + 4 + 8 + 16));
        var next = await shop.Post("/v1/dividends", new { periodEnd = end.AddDays(1) });
        Shared(next.Must(201), "earned").ShouldBe(100 * 32);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task A_refund_recorded_in_time_whose_transaction_ends_after_the_run_was_asked_for_is_counted()
    {
        var shop = await Shop();
        await shop.Promote("B", 1, Day(1));
        (await shop.Order("1", "C", Day(5), 8_000)).Must(201);
        await using var connection = await api.Owner.OpenConnectionAsync(Cancel);
        await using var holding = await connection.BeginTransactionAsync(Cancel);
        await Run(connection, "lock table outbox in exclusive mode");
        var refund = shop.RefundPlain("1", "slow", Day(31), 3_000);
        const string waiting = "select count(*) from pg_locks where not granted and relation = 'outbox'::regclass";
        while (await api.Count(waiting) == 0) await Task.Delay(20, Cancel);
        await shop.SetClock(January);
        var run = Run(shop, "2010-12");
        await Task.Delay(500, Cancel);
        run.IsCompleted.ShouldBeFalse("it does not know yet what this transaction books");
        await holding.CommitAsync(Cancel);
        (await refund).Must(201);
        Shared((await run).Must(201), "earned").ShouldBe(15_000);
        await shop.SetClock(February);
        Shared((await Run(shop, "2011-01")).Must(201), "earned").ShouldBe(0);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    [Fact]
    public async Task Runs_of_different_ends_at_once_leave_periods_that_follow_each_other()
    {
        var shop = await Shop();
        var other = shop.Through(await api.Instance());
        await shop.Promote("B", 1, Day(1));
        foreach (var day in Enumerable.Range(2, 8)) (await shop.Order($"{day}", "C", Day(day, 12), 1_000)).Must(201);
        await shop.SetClock(January);
        var runs = await Task.WhenAll(Enumerable.Range(3, 6).Select(day => (day % 2 == 0 ? shop : other)
            .Post("/v1/dividends", new { periodStart = day == 8 ? (object)Day(1) : null!, periodEnd = Day(day) })));
        runs.ShouldAllBe(run => run.Status == 201 || run.Code == "SHARED_LATER" || run.Code == "PERIOD_NOT_NEXT"
            || run.Code == "PERIOD_START_MISSING");
        runs.Count(run => run.Status == 201).ShouldBeGreaterThan(0);
        (await shop.Post("/v1/dividends", new { periodEnd = January })).Must(201);
        (await shop.Get("/v1/dividends")).Must(200).List("data")
            .Sum(run => run.GetProperty("pools")[0].GetProperty("earned").GetProperty("amount").GetInt64())
            .ShouldBe(18_000);
        (await shop.FailedChecks()).ShouldBeEmpty((await shop.Get("/v1/integrity")).Body);
    }

    private static Task<Answer> Run(TestShop shop, string month) => shop.Post("/v1/dividends", new { month });

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static long Shared(Answer run, string name) =>
        run.List("pools").ShouldHaveSingleItem().GetProperty(name).GetProperty("amount").GetInt64();

    /// <summary>What December and January came to, and for whom.</summary>
    private static async Task<string[]> Shared(TestShop shop)
    {
        var periods = new List<string>();
        foreach (var month in new[] { "2010-12", "2011-01" })
        {
            var run = (await Run(shop, month)).Must(201);
            var end = Uri.EscapeDataString(run.Text("periodEnd"));
            var shares = (await shop.Get($"/v1/dividends/{end}/shares")).Must(200).List("data").Select(share =>
                $"{share.GetProperty("customerId")} {share.GetProperty("amount").GetProperty("amount")}");
            periods.Add($"earned {Shared(run, "earned")} pool {Shared(run, "pool")}: {string.Join(", ", shares)}");
        }
        return [.. periods];
    }

    private static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private async Task<TestShop> Shop(string timeZone = "UTC")
    {
        var shop = await api.Operator(await api.NewShop(timeZone: timeZone), "li", Roles.Operator);
        return await shop.WithSpendPlan(("rules", new[]
        {
            new { ruleId = "pool", kind = "dividend", poolBps = 1_000, tier = "T1" },
        }));
    }
}
