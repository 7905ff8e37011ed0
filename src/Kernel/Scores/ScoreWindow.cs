namespace SocialCommerce.Kernel.Scores;

/// <summary>Which events are counted: those of a period, as far as they were recorded before an instant.</summary>
/// <param name="From">The first instant of the period, by the events' own times.</param>
/// <param name="To">The end of the period, which no longer belongs to it.</param>
/// <param name="Cut">What was recorded from then on does not count.</param>
public readonly record struct ScoreWindow(DateTimeOffset From, DateTimeOffset To, DateTimeOffset Cut);
