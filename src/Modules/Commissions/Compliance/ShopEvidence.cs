namespace SocialCommerce.Commissions.Compliance;

/// <summary>Shop data for the rules of the guard that no system can verify.</summary>
/// <param name="Benefits">Touchpoints that promise a benefit to visitors (G15).</param>
/// <param name="TierPrices">
/// Member tiers that give prices of their own (docs/commission-rules.md#perpetual-rule, point 6).
/// </param>
public sealed record ShopEvidence(long Benefits = 0, long TierPrices = 0);
