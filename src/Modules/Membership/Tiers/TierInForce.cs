namespace SocialCommerce.Membership.Tiers;

/// <summary>The tier that a member has now; without an end when it is for ever.</summary>
internal sealed record TierInForce(MemberTier Tier, DateTimeOffset? Until);
