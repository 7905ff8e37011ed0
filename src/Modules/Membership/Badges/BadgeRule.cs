using SocialCommerce.Membership.Leaderboards;

namespace SocialCommerce.Membership.Badges;

/// <summary>By what a badge is earned: an amount of a metric, or a rank on a frozen leaderboard.</summary>
/// <param name="Metric" example="spend">
/// <c>orders</c>, <c>spend</c>, <c>points</c> or <c>referrals</c>, as of a leaderboard; with <c>atLeast</c> and
/// <c>within</c>.
/// </param>
/// <param name="AtLeast" example="100000">How much of the metric; <c>spend</c> in minor units.</param>
/// <param name="Within" example="month">
/// <c>ever</c>: once; <c>month</c>, <c>quarter</c> or <c>year</c>: once in each of them, in the shop's time zone.
/// </param>
/// <param name="BoardId" example="loyal">A leaderboard, with <c>rank</c>, in place of a metric.</param>
/// <param name="Rank" example="3">The last rank that earns the badge when a period of the board is frozen.</param>
public sealed record BadgeRule(
    string? Metric = null, long? AtLeast = null, string? Within = null, string? BoardId = null, int? Rank = null)
{
    /// <summary>Once.</summary>
    public const string Ever = "ever";

    /// <summary>Within what a badge may be earned.</summary>
    public static readonly string[] Withins = [Ever, CalendarPeriod.Month, CalendarPeriod.Quarter, CalendarPeriod.Year];

    /// <summary>Whether it counts what customers do.</summary>
    public bool Counts() => Metric is not null;

    /// <summary>What is to be reached, for a rule that counts.</summary>
    /// <param name="since">Since when the badge has the rule: periods that had ended before are not looked at.</param>
    /// <param name="timeZone">The shop's.</param>
    public Threshold Threshold(DateTimeOffset since, string timeZone) => Within == Ever
        ? new Threshold(AtLeast!.Value, null, timeZone, DateTimeOffset.MinValue)
        : new Threshold(
            AtLeast!.Value, Within, timeZone, CalendarPeriod.Of(Within!, since, timeZone).Begin(timeZone));

    /// <summary>Those of a frozen board who earn it.</summary>
    public IEnumerable<RankedCustomer> Of(IEnumerable<RankedCustomer> board) =>
        board.Where(one => one.Rank <= Rank);
}
