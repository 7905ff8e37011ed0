namespace SocialCommerce.Membership.Leaderboards;

/// <summary>What a leaderboard counts, in which periods, and how many places it has.</summary>
/// <param name="Name" example="Most loyal of the month">What people read.</param>
/// <param name="Metric" example="spend">
/// <c>orders</c>: orders paid in the period of which something is left; <c>spend</c>: what is left of their value, in
/// minor units; <c>points</c>: points earned less points taken back in the period; <c>referrals</c>: customers who were
/// bound to the customer in the period. It cannot be changed.
/// </param>
/// <param name="Period" example="month">
/// <c>week</c> (from Monday on), <c>month</c>, <c>quarter</c> or <c>year</c>, in the shop's time zone. It cannot be
/// changed.
/// </param>
/// <param name="Places" example="10">The last rank on the board; all who share it are on the board.</param>
/// <param name="SettleDays" example="3">
/// Days of the shop between the end of a period and its freezing: what is recorded in them still counts.
/// </param>
/// <param name="Status" example="active">
/// <c>active</c>, or <c>ended</c>: no more periods are frozen, and frozen ones stay.
/// </param>
public sealed record LeaderboardTerms(
    string Name, string Metric, string Period, int Places, int SettleDays = 0,
    string Status = LeaderboardTerms.Active)
{
    /// <summary>Its periods are frozen.</summary>
    public const string Active = "active";

    /// <summary>No more periods are frozen.</summary>
    public const string Ended = "ended";

    /// <summary>When a period is frozen; what was recorded before counts.</summary>
    public DateTimeOffset FreezesAt(CalendarPeriod period, string timeZone) =>
        Periods.DayEnd(period.Last.AddDays(SettleDays), timeZone);

    /// <summary>The period that holds an instant.</summary>
    public CalendarPeriod At(DateTimeOffset at, string timeZone) => CalendarPeriod.Of(Period, at, timeZone);

    /// <summary>The period that holds a day.</summary>
    public CalendarPeriod Of(DateOnly day) => CalendarPeriod.Of(Period, day);

    /// <summary>What counts on the board of a period: at its freezing, also where that is still to be made.</summary>
    public ScoreWindow Window(CalendarPeriod period, string timeZone) =>
        new(period.Begin(timeZone), period.End(timeZone), FreezesAt(period, timeZone));
}
