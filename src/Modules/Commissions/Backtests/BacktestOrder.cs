using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Backtests;

/// <summary>An order of a window: what it is computed from, and what was booked on it.</summary>
/// <param name="Order">The order as it is kept and booked.</param>
/// <param name="Kept">Its snapshot as the versions in force at payment needed it.</param>
/// <param name="Snapshot">The same as the backtested version needs it.</param>
/// <param name="Left">What is left of each line, as the backtested version counts it.</param>
/// <param name="KeptLeft">The same, as the version in force at payment counts it.</param>
public sealed record BacktestOrder(
    WindowOrder Order, Snapshot Kept, Snapshot Snapshot, IReadOnlyList<long> Left, IReadOnlyList<long> KeptLeft);
