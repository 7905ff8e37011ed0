namespace SocialCommerce.Commissions.Tiers;

/// <summary>A direct referral who has reached a tier.</summary>
public sealed record DirectPartner(long ReferrerKey, string Tier, long CustomerKey);
