using System.Globalization;

namespace SocialCommerce.Payouts.Taxes;

/// <summary>Calendar months and days in a shop's time zone, written 2026-01 and 2026-01-31.</summary>
internal static class TaxMonth
{
    /// <summary>The month that an instant is in.</summary>
    public static string Of(DateTimeOffset instant, string timeZone) =>
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone))
            .ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Months from one to another of the same or a later year, both included.</summary>
    public static int Count(string from, string to)
    {
        var (first, last) = (Number(from), Number(to));
        return last - first + 1;
    }

    /// <summary>The date on which an instant is.</summary>
    public static DateOnly DateOf(DateTimeOffset instant, string timeZone) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).DateTime);

    /// <summary>A date as it is written.</summary>
    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Number(string month)
    {
        var day = Periods.MonthStart(month)!.Value;
        return (day.Year * 12) + day.Month;
    }
}
