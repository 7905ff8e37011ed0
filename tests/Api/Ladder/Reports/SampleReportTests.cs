using System.Text.Json;
using Shouldly;
using SocialCommerce.ApiTests.Ladder.ProductLinks;
using Xunit;

namespace SocialCommerce.ApiTests.Ladder.Reports;

/// <summary>
/// The reports of three real weeks equal what plain code makes of the rows of the same file: which customers came back,
/// and how long they took to the first deal and to the membership that a product gives.
/// </summary>
public sealed class SampleReportTests(TestApi api) : IClassFixture<TestApi>
{
    private const string Card = "85123A";
    private static readonly int[] Windows = [7, 30, 50, 90];
    private static readonly RetailRows Rows = RetailRows.Read();

    [Fact]
    public async Task The_reports_are_what_plain_code_makes_of_the_rows()
    {
        var shop = await api.NewShop();
        (await shop.Put("/v1/member-tiers/gold", new
        {
            name = "Gold",
            rank = 1,
            privileges = Array.Empty<object>(),
            memberProducts = new[] { Card },
        })).Must(200);
        await Replaying.Prepare(shop.Url, shop.Key);
        await Replaying.Send(shop.Url, shop.Key, Replaying.Sample().Events);
        var asOf = (await shop.Get("/v1/reports/rungs")).Must(200).Json.GetProperty("asOf").GetDateTimeOffset();
        asOf.ShouldBe(DateTimeOffset.Parse("2011-02-01T00:00:00Z"), "the last settlement moved the clock");
        await Repurchase(shop, asOf);
        await DealCycle(shop, asOf);
        await Retention(shop, asOf);
    }

    private static async Task Repurchase(TestShop shop, DateTimeOffset asOf)
    {
        var expected = new Dictionary<string, int[][]>();
        foreach (var orders in Rows.Kept())
        {
            Count(expected, "total", orders[0].At, asOf,
                orders.Skip(1).Where(order => order.Kept.Overlaps(orders[0].Kept)), orders.Skip(1));
            foreach (var product in orders.SelectMany(order => order.Kept).Distinct())
            {
                var after = orders.SkipWhile(order => !order.Kept.Contains(product)).ToList();
                Count(expected, product, after[0].At, asOf,
                    after.Skip(1).Where(order => order.Kept.Contains(product)), after.Skip(1));
            }
        }
        var shown = new Dictionary<string, string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await shop.Get(
                $"/v1/reports/repurchase?from=2010-12-01T00:00:00Z&windows=7,30,50,90&limit=100&cursor={cursor}"))
                .Must(200).Json;
            shown["total"] = Shown(page.GetProperty("total"));
            foreach (var one in page.GetProperty("products").GetProperty("data").EnumerateArray())
                shown.Add(one.Text("productId"), Shown(one.GetProperty("rates")));
            cursor = page.GetProperty("products").GetProperty("nextCursor").GetString();
        }
        shown.Count.ShouldBeGreaterThan(2_000);
        shown["total"].ShouldContain("7: 0 open");
        expected["total"][2].Take(2).ShouldAllBe(count => count > 0, "a window of 50 days has passed for some");
        shown.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}").ShouldBe(
            expected.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {Text(one.Value)}"));
    }

    /// <summary>For each window: closed, open, of both those with the same product, of both those with any.</summary>
    private static void Count(
        Dictionary<string, int[][]> counts, string name, DateTimeOffset first, DateTimeOffset asOf,
        IEnumerable<RetailOrder> same, IEnumerable<RetailOrder> any)
    {
        if (!counts.TryGetValue(name, out var windows)) counts[name] = windows = [.. Windows.Select(_ => new int[6])];
        var (sameAt, anyAt) = (same.FirstOrDefault()?.At, any.FirstOrDefault()?.At);
        for (var i = 0; i < Windows.Length; i++)
        {
            var end = first.AddDays(Windows[i]);
            var open = end <= asOf ? 0 : 1;
            windows[i][open]++;
            if (sameAt < end) windows[i][2 + open]++;
            if (anyAt < end) windows[i][4 + open]++;
        }
    }

    private static string Text(int[][] windows) => string.Join("; ", windows.Zip(Windows).Select(one =>
        $"{one.Second}: {one.First[1]} open, {one.First[3]} and {one.First[5]} of them; {one.First[2]} and "
        + $"{one.First[4]} of {one.First[0]}"));

    private static string Shown(JsonElement rates) => string.Join("; ", rates.EnumerateArray().Select(one =>
    {
        var (same, any) = (one.GetProperty("sameProduct"), one.GetProperty("anyProduct"));
        any.Text("denominator").ShouldBe(same.Text("denominator"));
        return $"{one.Text("windowDays")}: {same.Text("open")} open, {same.Text("openNumerator")} and "
            + $"{any.Text("openNumerator")} of them; {same.Text("numerator")} and {any.Text("numerator")} of "
            + same.Text("denominator");
    }));

    private static async Task DealCycle(TestShop shop, DateTimeOffset asOf)
    {
        var first = Rows.Orders.GroupBy(order => order.Customer).ToDictionary(
            orders => orders.Key, orders => orders.Min(order => order.At));
        var member = Rows.Orders.Where(order => order.Lines.Any(line => line.Stock == Card))
            .GroupBy(order => order.Customer).ToDictionary(
                orders => orders.Key, orders => orders.Min(order => order.At));
        var steps = (await shop.Get("/v1/reports/deal-cycle?from=2010-12-01T00:00:00Z&stepDays=50")).Must(200)
            .List("steps");
        Shown(steps[0], asOf).ShouldBe(Expected(asOf, first.Keys
            .Where(who => Rows.KnownSince[who] >= DateTimeOffset.Parse("2010-12-01T00:00:00Z"))
            .Select(who => (Rows.KnownSince[who], (DateTimeOffset?)first[who]))));
        Shown(steps[1], asOf).ShouldBe(Expected(asOf, first.Select(one =>
            (one.Value, member.TryGetValue(one.Key, out var at) ? at : (DateTimeOffset?)null))));
    }

    private static async Task Retention(TestShop shop, DateTimeOffset asOf)
    {
        static DateOnly Week(DateTimeOffset at)
        {
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            while (day.DayOfWeek != DayOfWeek.Monday) day = day.AddDays(-1);
            return day;
        }

        var cohorts = Rows.Kept().Select(orders => orders.Select(order => Week(order.At)).Distinct().ToList())
            .GroupBy(weeks => weeks[0]).ToDictionary(cohort => cohort.Key, cohort => cohort.ToList());
        var running = Week(asOf);
        var expected = Enumerable.Range(0, 12).Select(i => running.AddDays(7 * (i - 11))).Select(start =>
        {
            var customers = cohorts.GetValueOrDefault(start, []);
            var later = Enumerable.Range(1, (running.DayNumber - start.DayNumber) / 7)
                .Select(week => start.AddDays(7 * week))
                .Select(week => $"{customers.Count(weeks => weeks.Contains(week))}{(week == running ? " open" : "")}");
            return $"{start:yyyy-MM-dd} {customers.Count}: {string.Join(", ", later)}";
        });
        cohorts.Count.ShouldBe(4, "the sample begins on a Wednesday");
        (await shop.Get("/v1/reports/retention?cohort=week")).Must(200).List("cohorts").Select(cohort =>
            $"{cohort.Text("start")} {cohort.Text("customers")}: "
            + string.Join(", ", cohort.GetProperty("following").EnumerateArray().Select(week =>
                week.Text("numerator") + (week.GetProperty("isOpen").GetBoolean() ? " open" : ""))))
            .ShouldBe(expected);
    }

    private static string Shown(JsonElement step, DateTimeOffset asOf)
    {
        step.GetProperty("rate").GetProperty("asOf").GetDateTimeOffset().ShouldBe(asOf);
        return $"{step.GetProperty("rate").Rate()}; {step.GetProperty("times").Times()}; {step.Text("openCases")}: "
            + string.Join(' ', step.GetProperty("openByAge").EnumerateArray().Select(band => band.Text("cases")));
    }

    private static string Expected(
        DateTimeOffset asOf, IEnumerable<(DateTimeOffset Began, DateTimeOffset? Ended)> found)
    {
        var cases = found.ToList();
        var (closed, open) = (cases.Where(one => one.Began.AddDays(50) <= asOf).ToList(),
            cases.Where(one => one.Began.AddDays(50) > asOf).ToList());
        int Hits(IEnumerable<(DateTimeOffset Began, DateTimeOffset? Ended)> of) =>
            of.Count(one => one.Ended < one.Began.AddDays(50));
        var took = cases.Where(one => one.Ended is not null).Select(one => (one.Ended!.Value - one.Began).TotalDays)
            .Order().ToList();
        string Days(double part) => took.Count == 0 ? "-" : decimal.Round(
            (decimal)took[(int)Math.Ceiling(part * took.Count) - 1], 2, MidpointRounding.AwayFromZero)
            .ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
        var ages = cases.Where(one => one.Ended is null).Select(one => (asOf - one.Began).TotalDays).ToList();
        var rate = closed.Count == 0 ? "null" : $"{Math.Floor((Hits(closed) * 10_000m / closed.Count) + 0.5m):0}";
        return $"{Hits(closed)}/{closed.Count} {rate}, {open.Count} open, {Hits(open)} of them; {took.Count}: "
            + $"{Days(0.5)} {Days(0.9)}; {ages.Count}: {ages.Count(age => age < 7)} "
            + $"{ages.Count(age => age is >= 7 and < 30)} {ages.Count(age => age is >= 30 and < 90)} "
            + $"{ages.Count(age => age >= 90)}";
    }
}
