namespace SocialCommerce.Kernel.Accounting;

/// <summary>When, where and on which order's behalf something is booked.</summary>
/// <param name="ShopId">The shop.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When it was recorded, by the shop's clock.</param>
/// <param name="OrderKey">The order that it comes from, or null.</param>
public sealed record PostingContext(
    long ShopId, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, long? OrderKey = null);
