namespace SocialCommerce.Membership.Terms;

/// <summary>What stands of an order's grant.</summary>
public readonly record struct MembershipStanding(long Points, long Growth);
