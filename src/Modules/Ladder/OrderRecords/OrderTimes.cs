namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>An order's own times, as they were reported with it.</summary>
public sealed record OrderTimes(
    long OrderKey, DateTimeOffset PaidAt, DateTimeOffset? ShippedAt, DateTimeOffset? CompletedAt);
