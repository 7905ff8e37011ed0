namespace SocialCommerce.Kernel.Time;

/// <summary>Times in which an order's clocks stand still. Pure.</summary>
/// <param name="Intervals">From one instant until before another; null until it is known.</param>
public sealed record ClockPauses(IReadOnlyList<ClockPause> Intervals)
{
    /// <summary>No pause at all.</summary>
    public static readonly ClockPauses None = new([]);

    /// <summary>Whether one of them has not ended.</summary>
    public bool IsOpen => Intervals.Any(pause => pause.Until is null);

    /// <summary>The same with another pause; null adds none.</summary>
    public ClockPauses With(ClockPause? pause) => pause is { } one ? new([.. Intervals, one]) : this;

    /// <summary>
    /// The earliest instant by which as many days of 24 hours have passed outside the pauses; null while a pause that
    /// begins before it has no end.
    /// </summary>
    public DateTimeOffset? After(DateTimeOffset start, int days)
    {
        var (at, left) = (start, TimeSpan.FromDays(days));
        foreach (var pause in Intervals.OrderBy(pause => pause.From))
        {
            if (left == TimeSpan.Zero || pause.From >= at + left) break;
            if (pause.Until <= at) continue;
            if (pause.From > at) left -= pause.From - at;
            if (pause.Until is not { } until) return null;
            at = until;
        }
        return at + left;
    }
}
