namespace SocialCommerce.Commissions.TierHistory;

/// <summary>How many people hold a tier.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Backtested">By the list with which tiers are re-evaluated.</param>
/// <param name="Real">In reality.</param>
public sealed record TierHolders(string Tier, long Backtested, long Real);
