using SocialCommerce.Membership.Coupons;

namespace SocialCommerce.Membership.Privileges;

/// <summary>A privilege that the customer cannot use now.</summary>
/// <param name="Code" example="member-price">The shop's own code.</param>
/// <param name="Name" example="Member price">What people read.</param>
/// <param name="TierId">The lowest of the higher tiers that have it; absent where the own tier has it.</param>
/// <param name="Reasons">Why.</param>
public sealed record UnavailablePrivilege(
    string Code, string Name, string? TierId, IReadOnlyList<UnavailableReason> Reasons);
