namespace SocialCommerce.Kernel;

/// <summary>One pause.</summary>
public readonly record struct ClockPause(DateTimeOffset From, DateTimeOffset? Until);
