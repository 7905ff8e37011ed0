namespace SocialCommerce.Kernel.Time;

/// <summary>A week (from Monday on), month, quarter or year of the calendar in a shop's time zone. Pure.</summary>
/// <param name="Unit">One of <see cref="Units"/>.</param>
/// <param name="First">Its first day.</param>
public readonly record struct CalendarPeriod(string Unit, DateOnly First)
{
    public const string Week = "week";
    public const string Month = "month";
    public const string Quarter = "quarter";
    public const string Year = "year";

    /// <summary>Every unit.</summary>
    public static readonly string[] Units = [Week, Month, Quarter, Year];

    /// <summary>The one after it.</summary>
    public CalendarPeriod Next => Step(1);

    /// <summary>Its last day.</summary>
    public DateOnly Last => Next.First.AddDays(-1);

    /// <summary>The period that holds an instant.</summary>
    public static CalendarPeriod Of(string unit, DateTimeOffset at, string timeZone) =>
        Of(unit, Periods.DayOf(at, timeZone));

    /// <summary>The period that holds a day.</summary>
    public static CalendarPeriod Of(string unit, DateOnly day) => new(unit, unit switch
    {
        Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Month => day.AddDays(1 - day.Day),
        Quarter => new DateOnly(day.Year, day.Month - ((day.Month - 1) % 3), 1),
        Year => new DateOnly(day.Year, 1, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "No unit of the calendar."),
    });

    /// <summary>The one so many periods later; earlier below 0.</summary>
    public CalendarPeriod Step(int periods) => this with
    {
        First = Unit switch
        {
            Week => First.AddDays(7 * periods),
            Month => First.AddMonths(periods),
            Quarter => First.AddMonths(3 * periods),
            _ => First.AddYears(periods),
        },
    };

    /// <summary>Its first instant, where the shop is.</summary>
    public DateTimeOffset Begin(string timeZone) => Periods.DayBegin(First, timeZone);

    /// <summary>The instant at which it ends, which no longer belongs to it.</summary>
    public DateTimeOffset End(string timeZone) => Next.Begin(timeZone);
}
