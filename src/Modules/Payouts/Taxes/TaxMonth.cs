using System.Globalization;

namespace SocialCommerce.Payouts.Taxes;

/// <summary>Calendar months in a shop's time zone, written 2026-01.</summary>
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

    private static int Number(string month)
    {
        var day = Periods.MonthStart(month)!.Value;
        return (day.Year * 12) + day.Month;
    }
}
