namespace SocialCommerce.Commissions.Tiers;

/// <summary>Direct referrals of a person who have reached a tier or a higher one.</summary>
public sealed record PartnerCount(long Key, string Tier, long People);
