namespace SocialCommerce.Membership.Leaderboards;

/// <summary>Refusals of leaderboards.</summary>
public static class LeaderboardProblems
{
    /// <summary>404: there is no such board.</summary>
    public static readonly ProblemType LeaderboardNotFound = ProblemType.NotFound(
        "LEADERBOARD_NOT_FOUND", "There is no such leaderboard.", "Define the leaderboard first, and check the id.");

    /// <summary>404: the board has no such period.</summary>
    public static readonly ProblemType LeaderboardPeriodNotFound = ProblemType.NotFound(
        "LEADERBOARD_PERIOD_NOT_FOUND", "The leaderboard has no such period.",
        "Name the first day of a period that has begun, and that did not end before the leaderboard was defined.");

    /// <summary>409: what a board counts stays.</summary>
    public static readonly ProblemType LeaderboardFixed = ProblemType.Conflict(
        "LEADERBOARD_FIXED", "The metric and the period of a leaderboard cannot be changed.",
        "Define another leaderboard, and end this one.");

    /// <summary>422: the request names a board that does not exist.</summary>
    public static readonly ProblemType LeaderboardUnknown = ProblemType.Invalid(
        "LEADERBOARD_UNKNOWN", "The request names a leaderboard that does not exist.",
        "Define the leaderboard first, and check the id.");
}
