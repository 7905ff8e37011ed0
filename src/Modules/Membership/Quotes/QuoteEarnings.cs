using SocialCommerce.Membership.Earning;

namespace SocialCommerce.Membership.Quotes;

/// <summary>What the order would earn.</summary>
/// <param name="Points" example="361">Points.</param>
/// <param name="Growth" example="361">Growth.</param>
/// <param name="Earning">
/// Why it would earn these points, where more than the rates and the cap of an order decides; else absent.
/// </param>
public sealed record QuoteEarnings(long Points, long Growth, PointsExplanation? Earning = null);
