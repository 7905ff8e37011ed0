using SocialCommerce.Commissions.Months;

namespace SocialCommerce.Commissions.Costs;

/// <summary>The movements of closed months: what was recorded before an end and seen, less what earlier months have.
/// </summary>
/// <param name="Before">The close before the first month, or null.</param>
/// <param name="Last">The last month.</param>
internal sealed record ClosedPeriod(CloseMonth.LastRow? Before, MonthRow Last)
{
    /// <summary>As the arguments of a statement.</summary>
    public object Arguments(Shop shop) => new
    {
        shop = shop.Id,
        unit = shop.Currency,
        Last.Watermark,
        end = Last.MonthEnd,
        before = Before?.Watermark ?? 0,
        beforeEnd = Before?.MonthEnd ?? Last.MonthEnd,
        from = Before?.NextFrom ?? 0,
    };
}
