using System.Globalization;

namespace SocialCommerce.Kernel.Time;

/// <summary>Months and days in a shop's time zone.</summary>
public static class Periods
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>The first day of a month written <c>2026-01</c>, or null when it is not a month.</summary>
    public static DateOnly? MonthStart(string month) =>
        DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) &&
        day.Year is >= 1900 and < 3000
            ? day
            : null;

    /// <summary>Whether a text is a date, written <c>2026-01-31</c>.</summary>
    public static bool IsDate(string? text) => DateOnly.TryParseExact(
        text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>The last moment of a month that is not later than now; null while the month has not begun.</summary>
    public static DateTimeOffset? Last(string month, string timeZone, DateTimeOffset now)
    {
        var before = MonthStart(month)!.Value.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        if (MonthEnd(before, timeZone) > now) return null;
        var last = MonthEnd(month, timeZone).AddMicroseconds(-1);
        return last < now ? last : now;
    }

    /// <summary>The instant at which a month ends: midnight of the next one's first day, where the shop is.</summary>
    public static DateTimeOffset MonthEnd(string month, string timeZone) =>
        Midnight(MonthStart(month)!.Value.AddMonths(1), timeZone);

    /// <summary>The instant at which a month begins.</summary>
    public static DateTimeOffset MonthBegin(string month, string timeZone) =>
        Midnight(MonthStart(month)!.Value, timeZone);

    /// <summary>The shop's date at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, string timeZone) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).DateTime);

    /// <summary>A date as it is written: <c>2026-01-31</c>.</summary>
    public static string Text(DateOnly day) => day.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>The day that <see cref="Text"/> has written.</summary>
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, DateFormat, CultureInfo.InvariantCulture);

    /// <summary>The first instant of a day, where the shop is.</summary>
    public static DateTimeOffset DayBegin(DateOnly day, string timeZone) => Midnight(day, timeZone);

    /// <summary>The instant at which a day ends: midnight of the next one, where the shop is.</summary>
    public static DateTimeOffset DayEnd(DateOnly day, string timeZone) => Midnight(day.AddDays(1), timeZone);

    private static DateTimeOffset Midnight(DateOnly day, string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var local = day.ToDateTime(TimeOnly.MinValue);
        // Where clocks jump over midnight, the day begins at the first minute that exists.
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
