namespace SocialCommerce.Membership.Homes;

/// <summary>A customer's coupons.</summary>
/// <param name="Usable" example="3">How many can be used now.</param>
/// <param name="Upcoming" example="1">How many become usable later.</param>
/// <param name="NextExpiryAt">When a usable one expires next.</param>
public sealed record HomeCoupons(long Usable, long Upcoming, DateTimeOffset? NextExpiryAt);
