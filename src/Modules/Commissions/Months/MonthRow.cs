namespace SocialCommerce.Commissions.Months;

/// <summary>A closed month as it is kept.</summary>
internal sealed record MonthRow(
    string Month, DateTimeOffset MonthEnd, long Watermark, long NextFrom, string? Chart, string Hash, string ClosedBy,
    DateTimeOffset ClosedAt, string? SignedBy, DateTimeOffset? SignedAt)
{
    public ClosedMonth ToMonth(Shop shop, IEnumerable<AccountSum> sums)
    {
        var number = ChartOfAccounts.Numbers(Chart);
        return new ClosedMonth(
            Month, MonthEnd, Hash, ClosedBy, ClosedAt,
            [.. sums.Where(sum => sum.Month == Month).Select(sum => sum.ToBalance(shop, number))], SignedBy, SignedAt);
    }
}
