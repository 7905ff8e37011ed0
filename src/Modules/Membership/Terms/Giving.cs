namespace SocialCommerce.Membership.Terms;

/// <summary>A tier that a line of an order gives.</summary>
/// <param name="LineNo">The line, from 1.</param>
/// <param name="TierId">The tier.</param>
/// <param name="Days">Days of 24 hours that each unit gives; null: without end.</param>
/// <param name="Units">Units bought.</param>
/// <param name="UpgradeBps">
/// The share of the days left of lower bought tiers that it adds, in basis points, and that end with it; null: none.
/// </param>
public sealed record Giving(int LineNo, string TierId, int? Days, long Units, int? UpgradeBps = null);
