namespace SocialCommerce.Commissions.TierHistory;

/// <summary>A list of tiers, and up to where transactions may have been under way when it was read.</summary>
public sealed record NewestTierList(int Version, string Begun);
