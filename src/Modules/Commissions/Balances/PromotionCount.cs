namespace SocialCommerce.Commissions.Balances;

/// <summary>The number of promotions to a tier.</summary>
public sealed record PromotionCount(string Tier, long Promotions);
