namespace SocialCommerce.Kernel.Scores;

/// <summary>That a customer has reached a threshold.</summary>
/// <param name="CustomerKey">The customer.</param>
/// <param name="StartsOn">The first day of the period; null where it is none of the calendar's.</param>
/// <param name="ReachedAt">The time of the event with which the sum reached it.</param>
public sealed record ThresholdReached(long CustomerKey, string? StartsOn, DateTimeOffset ReachedAt);
