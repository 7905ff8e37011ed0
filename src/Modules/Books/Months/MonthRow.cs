namespace SocialCommerce.Books.Months;

/// <summary>A closed month as it is kept.</summary>
/// <param name="Month">The month.</param>
/// <param name="MonthEnd">Its end.</param>
/// <param name="Watermark">The last movement that its close saw.</param>
/// <param name="NextFrom">The first movement that a later month may hold.</param>
/// <param name="Chart">The account numbers when it was closed, as JSON; null where there were none.</param>
/// <param name="Hash">SHA-256 of its trial balance.</param>
/// <param name="ClosedBy">Operator id of who closed it.</param>
/// <param name="ClosedAt">When.</param>
/// <param name="SignedBy">Operator id of who signed it.</param>
/// <param name="SignedAt">When.</param>
public sealed record MonthRow(
    string Month, DateTimeOffset MonthEnd, long Watermark, long NextFrom, string? Chart, string Hash, string ClosedBy,
    DateTimeOffset ClosedAt, string? SignedBy, DateTimeOffset? SignedAt)
{
    /// <summary>Its movements.</summary>
    /// <param name="before">The close of the month before; null where it is the first.</param>
    public LedgerPeriod Since(MonthClose? before) => new(
        before?.NextFrom ?? 0, before?.Watermark ?? 0, before?.MonthEnd ?? MonthEnd, Watermark, MonthEnd);

    /// <summary>The accounts' numbers when it was closed.</summary>
    public Func<string, string> Numbers() => ChartOfAccounts.Numbers(Chart);

    internal ClosedMonth ToMonth(Shop shop, IEnumerable<AccountSum> sums)
    {
        var number = Numbers();
        return new ClosedMonth(
            Month, MonthEnd, Hash, ClosedBy, ClosedAt,
            [.. sums.Where(sum => sum.Month == Month).Select(sum => sum.ToBalance(shop, number))], SignedBy, SignedAt);
    }
}
