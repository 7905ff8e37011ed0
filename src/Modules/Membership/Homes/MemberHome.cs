using SocialCommerce.Membership.Privileges;

namespace SocialCommerce.Membership.Homes;

/// <summary>What a customer has as a member.</summary>
/// <param name="Tier">The tier in force; absent for none.</param>
/// <param name="HadTier">Whether the customer had a tier before, where none is in force.</param>
/// <param name="Growth">Growth.</param>
/// <param name="NextTier">The next tier that growth reaches; absent above the last.</param>
/// <param name="Privileges">What the customer can use now.</param>
/// <param name="Unavailable">What the customer cannot use now, and why.</param>
/// <param name="Points">Points.</param>
/// <param name="Coupons">Coupons.</param>
/// <param name="StoredValue">Stored value that can be used.</param>
public sealed record MemberHome(
    HomeTier? Tier, bool HadTier, long Growth, HomeNextTier? NextTier, IReadOnlyList<MemberPrivilege> Privileges,
    IReadOnlyList<UnavailablePrivilege> Unavailable, HomePoints Points, HomeCoupons Coupons, Money StoredValue);
