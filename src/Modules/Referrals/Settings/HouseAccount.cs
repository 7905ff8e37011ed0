namespace SocialCommerce.Referrals.Settings;

/// <summary>The customer who stands in for a missing referrer.</summary>
/// <param name="Key">Internal key.</param>
/// <param name="CustomerId">The merchant's own id.</param>
public sealed record HouseAccount(long Key, string CustomerId);
