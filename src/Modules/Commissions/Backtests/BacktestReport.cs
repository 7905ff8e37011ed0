using SocialCommerce.Commissions.TierHistory;

namespace SocialCommerce.Commissions.Backtests;

/// <summary>What a version would have paid for the orders of a window, beside what was really booked.</summary>
/// <param name="Orders">The number of orders.</param>
/// <param name="Sales">What was paid for them, less refunds.</param>
/// <param name="Basis">What the version computes on; each order's rounded.</param>
/// <param name="BookedBasis">The base on which the versions in force at the time computed.</param>
/// <param name="Backtested">What the version pays.</param>
/// <param name="Booked">What was accrued, less what refunds took back.</param>
/// <param name="Rules">By rule: those of the version and those in force at the time.</param>
/// <param name="Kinds">By bonus kind.</param>
/// <param name="Tiers">By the beneficiary's tier at payment.</param>
/// <param name="Depths">By depth.</param>
/// <param name="Winners">People who get more.</param>
/// <param name="Losers">People who get less.</param>
/// <param name="Unchanged">How many people get the same, more than nothing.</param>
/// <param name="Reasons">How often the version pays nothing or less, and why.</param>
/// <param name="Assumptions" example="commissionableValuesOfToday">
/// What could not be known any more: <c>commissionableValuesOfToday</c>, where products' values at the time are not
/// kept;
/// <c>valuesAsRecorded</c>, where they were cut to what was paid for a line and the version counts more of it.
/// </param>
/// <param name="BacktestedBps">Payout of the version over its basis; absent where the basis is 0.</param>
/// <param name="BookedBps">Payout booked over the base at the time.</param>
/// <param name="Holders">
/// How many people would hold each tier at the window's end, beside how many did; absent where tiers are as they were.
/// </param>
public sealed record BacktestReport(
    long Orders, Money Sales, Money Basis, Money BookedBasis, Money Backtested, Money Booked,
    IReadOnlyList<BacktestPart> Rules, IReadOnlyList<BacktestPart> Kinds, IReadOnlyList<BacktestPart> Tiers,
    IReadOnlyList<BacktestPart> Depths, BacktestPeople Winners, BacktestPeople Losers, long Unchanged,
    IReadOnlyList<BacktestReason> Reasons, IReadOnlyList<string> Assumptions, long? BacktestedBps = null,
    long? BookedBps = null, IReadOnlyList<TierHolders>? Holders = null);
