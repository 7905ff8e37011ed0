using SocialCommerce.Membership.Terms;

namespace SocialCommerce.Membership.Points;

/// <summary>
/// Another rate of points for some lines, or a multiplier. A line fits all lists and times that the rule gives; at
/// least one is given. Growth does not follow it.
/// </summary>
/// <param name="RuleId" example="double-week">The merchant's own id, by which points are explained.</param>
/// <param name="PointsPerUnitBps">Points per minor unit of value, in basis points; or a multiplier.</param>
/// <param name="MultiplierBps" example="20000">Of the line's rate: 20000 doubles it; or a rate.</param>
/// <param name="Tiers" example="gold">Member tiers that the buyer has just before the payment.</param>
/// <param name="Products" example="p-serum">Products by their ids.</param>
/// <param name="Classes" example="skincare">Product classes, as declared when the order is recorded.</param>
/// <param name="Rungs">Rungs of the product ladder, as declared when the order is recorded.</param>
/// <param name="From" example="2026-02-01T00:00:00Z">Of a campaign: orders paid from then on.</param>
/// <param name="Until" example="2026-03-01T00:00:00Z">Of a campaign: orders paid before.</param>
public sealed record PointRule(
    string RuleId, int? PointsPerUnitBps = null, int? MultiplierBps = null, string[]? Tiers = null,
    string[]? Products = null, string[]? Classes = null, string[]? Rungs = null, DateTimeOffset? From = null,
    DateTimeOffset? Until = null)
{
    /// <summary>Whether it is given any limit.</summary>
    internal bool IsLimited =>
        (Tiers ?? Products ?? Classes ?? Rungs) is not null || From is not null || Until is not null;

    /// <summary>Whether it takes a line of an order paid at a time, for buyers of its tiers.</summary>
    internal bool Takes(PaidLine line, DateTimeOffset paidAt) =>
        Products?.Contains(line.ProductId) != false
        && Classes?.Contains(line.Class) != false
        && Rungs?.Contains(line.Rung) != false
        && !(paidAt < From) && !(paidAt >= Until);
}
