namespace SocialCommerce.Commissions.Dividends;

/// <summary>Refusals of dividends.</summary>
public static class DividendProblems
{
    /// <summary>404: the period was not shared.</summary>
    public static readonly ProblemType DividendNotFound = ProblemType.NotFound(
        "DIVIDEND_NOT_FOUND", "The period was not shared.", "List the dividends and use a period of that list.");

    /// <summary>409: the period was shared with other content.</summary>
    public static readonly ProblemType DividendConflict = ProblemType.Conflict(
        "DIVIDEND_CONFLICT", "The period was shared with other content.", "Read the dividend; the first one stands.");

    /// <summary>409: a later period has been shared.</summary>
    public static readonly ProblemType SharedLater = ProblemType.Conflict(
        "SHARED_LATER", "A later period has been shared.", "Choose a period after the latest one.");

    /// <summary>409: the period leaves a gap.</summary>
    public static readonly ProblemType PeriodNotNext = ProblemType.Conflict(
        "PERIOD_NOT_NEXT", "The period leaves a gap.", "Begin the period where the last one ended.");

    /// <summary>422: the first period has no start.</summary>
    public static readonly ProblemType PeriodStartMissing = ProblemType.Invalid(
        "PERIOD_START_MISSING", "The first period has no start.", "Send periodStart.");

    /// <summary>422: the plan shares profit, and none is given.</summary>
    public static readonly ProblemType ProfitMissing = ProblemType.Invalid(
        "PROFIT_MISSING", "The plan shares profit, and none is given.", "Send profit.");

    /// <summary>422: the plan shares no profit.</summary>
    public static readonly ProblemType ProfitNotAsked = ProblemType.Invalid(
        "PROFIT_NOT_ASKED", "The plan shares no profit.", "Omit profit.");
}
