namespace SocialCommerce.Kernel.Time;

/// <summary>One pause.</summary>
public readonly record struct ClockPause(DateTimeOffset From, DateTimeOffset? Until);
