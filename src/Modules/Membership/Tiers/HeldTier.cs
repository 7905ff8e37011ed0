namespace SocialCommerce.Membership.Tiers;

/// <summary>A tier that stands until a time, or without end.</summary>
/// <param name="TierId">The tier.</param>
/// <param name="Until">When it ends; null: without end.</param>
/// <param name="GrowthFrom">The growth that reached it; null for a tier that was bought.</param>
public sealed record HeldTier(string TierId, DateTimeOffset? Until = null, long? GrowthFrom = null);
