namespace SocialCommerce.Kernel.Scores;

/// <summary>How much of a metric customers reach, at any time or within a period of the calendar.</summary>
/// <param name="AtLeast">How much.</param>
/// <param name="Within">A unit of <see cref="CalendarPeriod"/>; null: from the first event on.</param>
/// <param name="TimeZone">The shop's.</param>
/// <param name="From">Events before it do not count.</param>
public sealed record Threshold(long AtLeast, string? Within, string TimeZone, DateTimeOffset From);
