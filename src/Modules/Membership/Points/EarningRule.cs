using SocialCommerce.Membership.Terms;

namespace SocialCommerce.Membership.Points;

/// <summary>Rates of some lines. A line fits all of the lists that the rule gives; at least one is given.</summary>
/// <param name="PointsPerUnitBps">Points per minor unit of value, in basis points.</param>
/// <param name="GrowthPerUnitBps">Growth per minor unit of value, in basis points.</param>
/// <param name="Products" example="p-serum">Products by their ids.</param>
/// <param name="Classes" example="skincare">Product classes, as declared when the order is recorded.</param>
/// <param name="Rungs">Rungs of the product ladder, as declared when the order is recorded.</param>
public sealed record EarningRule(
    int PointsPerUnitBps, int GrowthPerUnitBps, string[]? Products = null, string[]? Classes = null,
    string[]? Rungs = null)
{
    internal bool Takes(PaidLine line) =>
        Products?.Contains(line.ProductId) != false
        && Classes?.Contains(line.Class) != false
        && Rungs?.Contains(line.Rung) != false;
}
