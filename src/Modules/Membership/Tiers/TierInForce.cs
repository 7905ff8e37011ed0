namespace SocialCommerce.Membership.Tiers;

/// <summary>The tier that a member has now, and its end; null: without end.</summary>
internal sealed record TierInForce(MemberTier Tier, DateTimeOffset? Until);
