namespace SocialCommerce.MainJob;

/// <summary>The instants at which settlement runs: the ends of calendar months in UTC.</summary>
internal static class MonthEnds
{
    /// <summary>Days that a commission is held after the order's completion.</summary>
    public const int HoldDays = 14;

    /// <summary>The first month end after an instant; a month end itself belongs to the next month.</summary>
    public static DateTimeOffset After(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        return new DateTimeOffset(utc.Year, utc.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
    }

    /// <summary>The last run: by then, everything that the last event earned has matured.</summary>
    public static DateTimeOffset Last(DateTimeOffset lastEvent) => After(lastEvent.AddDays(HoldDays));
}
