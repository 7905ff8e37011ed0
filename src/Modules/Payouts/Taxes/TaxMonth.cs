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

    /// <summary>Whether a text is a month.</summary>
    public static bool IsMonth(string? text) => DateOnly.TryParseExact(
        $"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The date on which an instant is.</summary>
    public static DateOnly DateOf(DateTimeOffset instant, string timeZone) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).DateTime);

    /// <summary>A date as it is written.</summary>
    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Number(string month)
    {
        var day = DateOnly.ParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return (day.Year * 12) + day.Month;
    }
}
