using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>What a version would have paid for the orders of a window, beside what was really booked.</summary>
/// <param name="Orders">How many.</param>
/// <param name="Sales">What was paid for them, less refunds.</param>
/// <param name="Basis">What the version computes on; each order's rounded.</param>
/// <param name="BookedBasis">What the versions of then computed on.</param>
/// <param name="Replayed">What the version pays.</param>
/// <param name="Booked">What was accrued, less what refunds took back.</param>
/// <param name="Rules">By rule; those of the version and those of then.</param>
/// <param name="Kinds">By bonus kind.</param>
/// <param name="Tiers">By the beneficiary's tier at payment.</param>
/// <param name="Depths">By depth.</param>
/// <param name="Winners">People who get more.</param>
/// <param name="Losers">People who get less.</param>
/// <param name="Unchanged">How many people get the same, more than nothing.</param>
/// <param name="Reasons">How often the version gives somebody nothing or less, and why.</param>
/// <param name="Assumptions">
/// What could not be known any more: <c>commissionableValuesOfToday</c>, where products' values of then are not kept;
/// <c>valuesAsRecorded</c>, where they were cut to what was paid for a line and the version counts more of it.
/// </param>
/// <param name="ReplayedBps">Payout of the version over its basis; absent where the basis is 0.</param>
/// <param name="BookedBps">Payout booked over the basis of then.</param>
/// <param name="Holders">
/// How many people would hold each tier at the window's end, beside how many did; absent where tiers are as they were.
/// </param>
public sealed record ReplayReport(
    long Orders, Money Sales, Money Basis, Money BookedBasis, Money Replayed, Money Booked,
    IReadOnlyList<ReplayPart> Rules, IReadOnlyList<ReplayPart> Kinds, IReadOnlyList<ReplayPart> Tiers,
    IReadOnlyList<ReplayPart> Depths, ReplayPeople Winners, ReplayPeople Losers, long Unchanged,
    IReadOnlyList<ReplayReason> Reasons, IReadOnlyList<string> Assumptions, long? ReplayedBps = null,
    long? BookedBps = null, IReadOnlyList<TierHolders>? Holders = null);

/// <summary>How many people hold a tier.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="Replayed">By the list with which tiers are re-evaluated.</param>
/// <param name="Real">In reality.</param>
public sealed record TierHolders(string Tier, long Replayed, long Real);

/// <summary>A part of what is paid.</summary>
/// <param name="Key">The rule, kind, tier or depth.</param>
/// <param name="Replayed">What the version pays.</param>
/// <param name="Booked">What was booked.</param>
/// <param name="ReplayedTimes">How often the version pays it.</param>
/// <param name="BookedTimes">How often it was booked.</param>
public sealed record ReplayPart(string Key, Money Replayed, Money Booked, long ReplayedTimes, long BookedTimes);

/// <summary>People to whom the version makes a difference.</summary>
/// <param name="Count">How many.</param>
/// <param name="Difference">What it comes to for all of them.</param>
/// <param name="Top">Those to whom it is largest.</param>
public sealed record ReplayPeople(long Count, Money Difference, IReadOnlyList<ReplayPerson> Top);

/// <summary>What the version means to a person.</summary>
/// <param name="CustomerId">The person.</param>
/// <param name="Booked">What was booked.</param>
/// <param name="Replayed">What the version pays.</param>
/// <param name="Difference">The one less the other.</param>
public sealed record ReplayPerson(string CustomerId, Money Booked, Money Replayed, Money Difference);

/// <summary>How often there is nothing, or less, for a reason.</summary>
/// <param name="Reason">One of those that an explanation gives.</param>
/// <param name="Times">How often.</param>
public sealed record ReplayReason(string Reason, long Times);
