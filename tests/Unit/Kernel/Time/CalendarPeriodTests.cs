using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Time;
using Xunit;

namespace SocialCommerce.UnitTests.Kernel.Time;

/// <summary>Weeks, months, quarters and years of a shop's calendar.</summary>
public sealed class CalendarPeriodTests
{
    // Clocks in São Paulo and Havana jump over midnight; Apia left out a day.
    private static readonly Gen<string> Zones = Gen.Elements(
        "UTC", "Asia/Shanghai", "Europe/London", "America/Sao_Paulo", "America/Havana", "Pacific/Apia");

    private static readonly Gen<DateTimeOffset> Instants =
        from minutes in Gen.Choose(0, 60 * 24 * 366 * 20)
        select new DateTimeOffset(2005, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes);

    [Theory]
    [InlineData("week", "2026-02-01", "2026-01-26", "2026-02-02")]
    [InlineData("week", "2026-02-02", "2026-02-02", "2026-02-09")]
    [InlineData("month", "2024-02-29", "2024-02-01", "2024-03-01")]
    [InlineData("quarter", "2026-03-31", "2026-01-01", "2026-04-01")]
    [InlineData("quarter", "2026-12-01", "2026-10-01", "2027-01-01")]
    [InlineData("year", "2026-07-04", "2026-01-01", "2027-01-01")]
    public void A_day_lies_in_the_period_of_its_unit(string unit, string day, string first, string next)
    {
        var period = CalendarPeriod.Of(unit, DateOnly.Parse(day, null));
        (Periods.Text(period.First), Periods.Text(period.Next.First)).ShouldBe((first, next));
        period.Last.ShouldBe(period.Next.First.AddDays(-1));
    }

    [Fact]
    public void A_week_in_which_clocks_jump_over_midnight_is_an_hour_shorter()
    {
        const string zone = "America/Sao_Paulo";
        var week = CalendarPeriod.Of("week", new DateOnly(2018, 11, 4));
        week.Begin(zone).ShouldBe(new DateTimeOffset(2018, 10, 29, 3, 0, 0, TimeSpan.Zero));
        (week.End(zone) - week.Begin(zone)).TotalHours.ShouldBe(167);
    }

    [Fact]
    public void Each_instant_lies_in_one_period_and_periods_follow_each_other_without_a_gap() => Prop.ForAll(
        (from at in Instants
         from zone in Zones
         from unit in Gen.Elements(CalendarPeriod.Units)
         select (at, zone, unit)).ToArbitrary(),
        one =>
        {
            var period = CalendarPeriod.Of(one.unit, one.at, one.zone);
            period.Begin(one.zone).ShouldBeLessThanOrEqualTo(one.at);
            period.End(one.zone).ShouldBeGreaterThan(one.at);
            period.End(one.zone).ShouldBe(period.Next.Begin(one.zone));
            period.Next.Step(-1).ShouldBe(period);
            CalendarPeriod.Of(one.unit, period.Last).ShouldBe(period);
        }).Check(Trying.Cases(10_000));
}
