namespace SocialCommerce.Commissions.Balances;

/// <summary>How often a tier was reached.</summary>
public sealed record PromotionCount(string Tier, long Promotions);
