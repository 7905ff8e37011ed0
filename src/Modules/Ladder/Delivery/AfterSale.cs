namespace SocialCommerce.Ladder.Delivery;

/// <summary>An after-sale case (售后单) of an order.</summary>
/// <param name="CaseId">The merchant's own id, unique for the order.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Suspends">Whether it stops completion and maturity; not when commission had matured before.</param>
/// <param name="ClosedAt">When it was closed; absent while it is open.</param>
/// <param name="LineIds">The lines concerned; absent for the whole order.</param>
public sealed record AfterSale(
    string CaseId, DateTimeOffset OpenedAt, bool Suspends, DateTimeOffset? ClosedAt, IReadOnlyList<string>? LineIds)
{
    /// <summary>The times in which cases stop an order's clocks, whichever of its lines they concern.</summary>
    public static ClockPauses Pauses(IEnumerable<AfterSale> cases) =>
        new([.. cases.Where(one => one.Suspends).Select(one => new ClockPause(one.OpenedAt, one.ClosedAt))]);
}
