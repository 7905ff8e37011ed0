namespace SocialCommerce.Membership.BadgeAwards;

/// <summary>How far a shop was looked at for badges.</summary>
/// <param name="LastOrder">The last order that was looked at; null before the first pass.</param>
/// <param name="LookedOn">The shop's day on which all customers were looked at last.</param>
/// <param name="LookedVersions">Under how many versions of badges.</param>
/// <param name="Versions">How many there are.</param>
public sealed record BadgePass(long? LastOrder, string? LookedOn, long? LookedVersions, long Versions);
