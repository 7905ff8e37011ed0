namespace SocialCommerce.Ladder.Cohorts;

/// <summary>The latest weeks or months in a shop's time zone; the last of them is running.</summary>
/// <param name="Unit"><c>week</c>, from Monday on, or <c>month</c>.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Running">The first day of the running one.</param>
internal sealed record CalendarPeriods(string Unit, int Count, DateOnly Running)
{
    /// <summary>The periods of a request that names no number.</summary>
    public const int UsualCount = 12;

    /// <summary>The most periods.</summary>
    public const int MaxCount = 24;

    /// <summary>The units.</summary>
    public static readonly IReadOnlyList<string> Units = [CalendarPeriod.Week, CalendarPeriod.Month];

    /// <summary>The first day of the first one.</summary>
    public DateOnly First => Step(Running, 1 - Count);

    /// <summary>The first day of each, the earliest first.</summary>
    public IEnumerable<DateOnly> Starts => Enumerable.Range(0, Count).Select(i => Step(First, i));

    /// <summary>The periods asked for, months without a unit.</summary>
    public static CalendarPeriods Of(string? unit, int? count, Shop shop, DateTimeOffset asOf)
    {
        var running = CalendarPeriod.Of(unit ?? CalendarPeriod.Month, asOf, shop.TimeZone);
        return new(running.Unit, count ?? UsualCount, running.First);
    }

    /// <summary>The first day of a period so many periods later.</summary>
    public DateOnly Step(DateOnly start, int periods) => new CalendarPeriod(Unit, start).Step(periods).First;
}
