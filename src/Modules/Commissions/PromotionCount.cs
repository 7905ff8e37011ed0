using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>How often a tier was reached.</summary>
public sealed record PromotionCount(string Tier, long Promotions);
