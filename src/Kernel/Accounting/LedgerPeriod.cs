namespace SocialCommerce.Kernel.Accounting;

/// <summary>
/// A closed period of the ledger: the movements recorded before its end and seen by its close, and by no earlier one.
/// </summary>
/// <param name="From">The first movement that may be of it: where to begin to read.</param>
/// <param name="Before">The last movement that the close before saw; 0 where there is none.</param>
/// <param name="BeforeEnd">The end of the close before; where there is none, the period's own.</param>
/// <param name="Watermark">The last movement that its close saw.</param>
/// <param name="End">The end, not included.</param>
public sealed record LedgerPeriod(
    long From, long Before, DateTimeOffset BeforeEnd, long Watermark, DateTimeOffset End)
{
    /// <summary>SQL: whether a movement m is of the period.</summary>
    public const string Condition = """
        m.movement_id between @from and @watermark and m.recorded_at < @end
            and (m.movement_id > @before or m.recorded_at >= @beforeEnd)
        """;
}
