namespace SocialCommerce.Membership.Homes;

/// <summary>The next tier that growth reaches.</summary>
/// <param name="TierId">The tier.</param>
/// <param name="Name">What people read.</param>
/// <param name="GrowthMissing">The growth that is missing.</param>
public sealed record HomeNextTier(string TierId, string Name, long GrowthMissing);
