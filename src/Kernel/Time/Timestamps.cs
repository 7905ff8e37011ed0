namespace SocialCommerce.Kernel.Time;

/// <summary>Instants as the database keeps them.</summary>
public static class Timestamps
{
    /// <summary>In UTC, cut to microseconds.</summary>
    public static DateTimeOffset Micro(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
