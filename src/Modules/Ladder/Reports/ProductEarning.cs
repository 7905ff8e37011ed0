namespace SocialCommerce.Ladder.Reports;

/// <summary>What a product brought in a period.</summary>
/// <param name="ProductId">The product; null for all of them.</param>
/// <param name="Products">How many products it is about.</param>
/// <param name="OwnMinor">From customers without a referrer.</param>
/// <param name="ReferredMinor">From customers with a referrer.</param>
/// <param name="ActiveDays">The days on which it was sold.</param>
/// <param name="PerDayMinor">The value of an active day, rounded half up.</param>
public sealed record ProductEarning(
    string? ProductId, long Products, long OwnMinor, long ReferredMinor, long ActiveDays, long PerDayMinor);
