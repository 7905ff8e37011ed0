using Shouldly;
using Xunit;

namespace SocialCommerce.ApiTests.Commissions.Settlements;

/// <summary>A month ends at midnight where the shop is, and that instant belongs to the next one.</summary>
public sealed class MonthEndTests(TestApi api) : IClassFixture<TestApi>
{
    [Theory]
    [InlineData("UTC", "2010-12", "2011-01-01T00:00:00Z")]
    [InlineData("Asia/Shanghai", "2010-12", "2010-12-31T16:00:00Z")]
    [InlineData("Europe/London", "2010-09", "2010-09-30T23:00:00Z")]
    [InlineData("Europe/London", "2010-10", "2010-11-01T00:00:00Z")]
    [InlineData("America/New_York", "2011-02", "2011-03-01T05:00:00Z")]
    public async Task A_month_ends_where_the_shop_is(string timeZone, string month, string end)
    {
        var at = DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture);
        var shop = await (await api.NewShop("manual", timeZone, now: at.AddTicks(-10))).WithSpendPlan();
        (await shop.Post("/v1/settlements", new { month })).Refused(422, "PERIOD_NOT_OVER");
        await shop.SetClock(at);
        (await shop.Post("/v1/settlements", new { month })).Must(201).Time("periodEnd").ShouldBe(at);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Asia/Shanghai", "2010-12", "2010-12-31T23:59:59.999+08:00", "2011-01-01T00:00:00+08:00")]
    [InlineData("Europe/London", "2010-10", "2010-10-31T23:59:59.999+00:00", "2010-11-01T00:00:00+00:00")]
    public async Task The_last_millisecond_is_in_and_midnight_is_not(
        string timeZone, string month, string last, string next)
    {
        var (before, midnight) = (Parse(last), Parse(next));
        var shop = await (await api.NewShop(timeZone: timeZone)).WithSpendPlan();
        await shop.Chain(before.AddDays(-20), ("C", 0), ("B", 1));
        (await shop.Order("in", "C", before.AddDays(-14), 1_000)).Must(201).Time("maturesAt").ShouldBe(before);
        (await shop.Order("out", "C", midnight.AddDays(-14), 3_000)).Must(201).Time("maturesAt").ShouldBe(midnight);
        await shop.SetClock(midnight);
        (await shop.RefundPlain("in", "r1", midnight, 500)).Must(201);
        (await shop.Post("/v1/settlements", new { month }))
            .Must(201).Minor("total").ShouldBe(100, "the refund is the next month's");
        var statement = (await shop.Statements("B")).ShouldHaveSingleItem();
        statement.List("lines").ShouldHaveSingleItem().GetProperty("orderId").GetString().ShouldBe("in");
        await shop.SetClock(midnight.AddDays(1));
        (await shop.Settle(midnight.AddDays(1))).Must(201).Minor("total").ShouldBe(300 - 50);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2010-10-31T00:00:00+01:00", "2010-11-01T00:00:00+00:00", 25)]
    [InlineData("2011-03-27T00:00:00+00:00", "2011-03-28T00:00:00+01:00", 23)]
    [InlineData("2010-10-25T00:00:00+01:00", "2010-11-01T00:00:00+00:00", 169)]
    public async Task A_day_or_a_week_in_which_clocks_change_is_settled_whole_and_once(
        string from, string to, int hours)
    {
        var (start, end) = (Parse(from), Parse(to));
        (end - start).TotalHours.ShouldBe(hours);
        var shop = await (await api.NewShop(timeZone: "Europe/London")).WithSpendPlan(("minimumPayout", 0));
        await shop.Chain(start.AddDays(-40), ("C", 0), ("B", 1));
        var moments = new[]
        {
            start.AddMilliseconds(-1), start, start.AddHours(1.5), start.AddHours(2.5), end.AddMilliseconds(-1), end,
        };
        foreach (var (moment, i) in moments.Select((moment, i) => (moment, i)))
            (await shop.Order($"o{i}", "C", moment.AddDays(-14), 1_000L << i)).Must(201).Time("maturesAt")
                .ShouldBe(moment);
        await shop.SetClock(end.AddDays(1));
        (await shop.Settle(start)).Must(201).Minor("total").ShouldBe(100);
        (await shop.Settle(end)).Must(201).Minor("total").ShouldBe(100 * (2 + 4 + 8 + 16));
        (await shop.Settle(start.AddHours(1))).Refused(409, "SETTLED_LATER");
        (await shop.Settle(end.AddDays(1).AddTicks(10))).Refused(422, "PERIOD_NOT_OVER");
        (await shop.Settle(end.AddDays(1))).Must(201).Minor("total").ShouldBe(100 * 32);
        (await shop.FailedChecks()).ShouldBeEmpty();
    }

    private static DateTimeOffset Parse(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
