namespace SocialCommerce.Membership.BadgeAwards;

/// <summary>The end of an award by a person.</summary>
/// <param name="Reason" example="The orders were returned">Why.</param>
/// <param name="RevokedBy" example="op-li">The operator who took it back.</param>
/// <param name="RevokedAt">Since when it does not stand.</param>
public sealed record BadgeRevocation(string Reason, string RevokedBy, DateTimeOffset RevokedAt);
