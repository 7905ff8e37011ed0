namespace SocialCommerce.Ladder.Cohorts;

/// <summary>The purchases that a report starts from: paid from one instant and before another.</summary>
/// <param name="From">The first instant.</param>
/// <param name="To">The end, which no longer belongs to it.</param>
public readonly record struct ReportPeriod(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The longest period.</summary>
    public const int MaxDays = 366;

    private const int UsualDays = 30;

    /// <summary>
    /// The period asked for. Without an end it ends with what is paid now, or with the longest period; without a
    /// beginning it is the 30 days before its end.
    /// </summary>
    public static ReportPeriod Of(DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now)
    {
        var last = from is { } start ? Moved(start, TimeSpan.FromDays(MaxDays)) : DateTimeOffset.MaxValue;
        var end = to?.ToUniversalTime() ?? Earlier(Moved(now, TimeSpan.FromMicroseconds(1)), last);
        return new(from?.ToUniversalTime() ?? Moved(end, TimeSpan.FromDays(-UsualDays)), end);
    }

    /// <summary>Whether a period asked for is neither empty nor too long.</summary>
    public static bool Fits(DateTimeOffset? from, DateTimeOffset? to) =>
        from is not { } start || to is not { } end
        || (start < end && end - start <= TimeSpan.FromDays(MaxDays));

    /// <summary>The part of the period that has passed.</summary>
    public ReportPeriod Until(DateTimeOffset now) =>
        this with { To = Earlier(To, Moved(now, TimeSpan.FromMicroseconds(1))) };

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Moved(DateTimeOffset at, TimeSpan by) => new(
        Math.Clamp(at.UtcTicks + by.Ticks, DateTimeOffset.MinValue.UtcTicks, DateTimeOffset.MaxValue.UtcTicks),
        TimeSpan.Zero);
}
