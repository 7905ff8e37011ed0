namespace SocialCommerce.Membership.Quotes;

/// <summary>What the order would earn.</summary>
/// <param name="Points" example="361">Points.</param>
/// <param name="Growth" example="361">Growth.</param>
public sealed record QuoteEarnings(long Points, long Growth);
