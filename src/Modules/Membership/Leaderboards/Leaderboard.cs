namespace SocialCommerce.Membership.Leaderboards;

/// <summary>A leaderboard (排行榜) as it is in force.</summary>
/// <param name="BoardId">The merchant's own id.</param>
/// <param name="Version">Rises by one with every change.</param>
/// <param name="Terms">The terms.</param>
/// <param name="StartsOn">The first day of the earliest period that is not frozen.</param>
/// <param name="FreezesAt">When that period is frozen; absent for a board that has ended.</param>
/// <param name="RecordedAt">When this version came into force, by the shop's clock.</param>
public sealed record Leaderboard(
    string BoardId, int Version, LeaderboardTerms Terms, string StartsOn, DateTimeOffset? FreezesAt,
    DateTimeOffset RecordedAt)
{
    internal const string Columns = "board_id, version, terms, starts_on, freezes_at, recorded_at";

    /// <summary>The earliest period that is not frozen.</summary>
    public CalendarPeriod Earliest() => new(Terms.Period, Periods.Day(StartsOn));
}
