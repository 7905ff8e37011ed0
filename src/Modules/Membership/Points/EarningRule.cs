using SocialCommerce.Membership.Terms;

namespace SocialCommerce.Membership.Points;

/// <summary>Rates of some lines. A line fits all lists and times that the rule gives; at least one is given.</summary>
/// <param name="PointsPerUnitBps">Points per minor unit of value, in basis points.</param>
/// <param name="GrowthPerUnitBps">Growth per minor unit of value, in basis points.</param>
/// <param name="Products" example="p-serum">Products by their ids.</param>
/// <param name="Classes" example="skincare">Product classes, as declared when the order is recorded.</param>
/// <param name="Rungs">Rungs of the product ladder, as declared when the order is recorded.</param>
/// <param name="From" example="2026-02-01T00:00:00Z">Of a campaign: orders paid from then on.</param>
/// <param name="Until" example="2026-03-01T00:00:00Z">Of a campaign: orders paid before.</param>
public sealed record EarningRule(
    int PointsPerUnitBps, int GrowthPerUnitBps, string[]? Products = null, string[]? Classes = null,
    string[]? Rungs = null, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    internal bool Takes(PaidLine line, DateTimeOffset paidAt) =>
        Products?.Contains(line.ProductId) != false
        && Classes?.Contains(line.Class) != false
        && Rungs?.Contains(line.Rung) != false
        && !(paidAt < From) && !(paidAt >= Until);
}
