namespace SocialCommerce.Membership.Games;

/// <summary>What a game is: goal, public rules, when it is open, for which customers, and what it gives.</summary>
/// <param name="Name" example="Spring wheel">What people read.</param>
/// <param name="Kind" example="wheel">
/// <c>wheel</c>: a draw for prizes; <c>checkIn</c>: streaks of days; <c>teamContest</c>: teams by what their members
/// do. It cannot be changed.
/// </param>
/// <param name="Goal" example="Visit the shop in spring">What it is for.</param>
/// <param name="Rules" example="One play a day. Prizes and odds are published with each play.">
/// The rules as they are published. The law asks for them where there are prizes.
/// </param>
/// <param name="From">When it opens.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Audience">Who may take part; everyone without it.</param>
/// <param name="Limits">Of <c>wheel</c>: how often a customer may play; unlimited without it.</param>
/// <param name="CostPoints">Of <c>wheel</c>: points that a play costs.</param>
/// <param name="Prizes">Of <c>wheel</c>: the prizes, in the order in which the draw counts their weights.</param>
/// <param name="Streaks">Of <c>checkIn</c>: points for streaks.</param>
/// <param name="Contest">Of <c>teamContest</c>: teams, what counts, and points for ranks.</param>
/// <param name="Status" example="active">
/// <c>active</c>, or <c>ended</c>: ended by the shop before its time. What has ended stays so.
/// </param>
public sealed record GameTerms(
    string Name, string Kind, string Goal, string Rules, DateTimeOffset From, DateTimeOffset Until,
    GameAudience? Audience = null, PlayLimits? Limits = null, long CostPoints = 0, GamePrize[]? Prizes = null,
    StreakReward[]? Streaks = null, ContestTerms? Contest = null, string Status = GameTerms.Active)
{
    /// <summary>Open within its time.</summary>
    public const string Active = "active";

    /// <summary>Ended before its time.</summary>
    public const string Ended = "ended";

    /// <summary>Most streaks of a game of check-ins.</summary>
    internal const int MaxStreaks = 50;

    /// <summary>When the standings of a team contest are frozen; null for other games.</summary>
    public DateTimeOffset? FreezesAt(string timeZone) => Contest is { } contest
        ? Periods.DayEnd(Periods.DayOf(Until.AddMicroseconds(-1), timeZone).AddDays(contest.SettleDays), timeZone)
        : null;

    /// <summary>What counts in a team contest.</summary>
    public ScoreWindow Window(string timeZone) => new(From, Until, FreezesAt(timeZone)!.Value);
}
