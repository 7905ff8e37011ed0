namespace SocialCommerce.Touchpoints.FirstTouches;

/// <summary>The first touchpoint that a customer scanned, and when.</summary>
public sealed record FirstScan(long Key, DateTimeOffset ScannedAt, string TouchpointId);
