namespace SocialCommerce.Membership.Terms;

/// <summary>What stands of an order's grant.</summary>
/// <param name="Points">Points.</param>
/// <param name="Growth">Growth.</param>
/// <param name="SpendMinor">The value on which they are earned.</param>
public readonly record struct MembershipStanding(long Points, long Growth, long SpendMinor = 0);
