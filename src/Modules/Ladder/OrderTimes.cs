using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>An order's own times, as they were reported with it.</summary>
public sealed record OrderTimes(
    long OrderKey, DateTimeOffset PaidAt, DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt);
