namespace SocialCommerce.Commissions;

/// <summary>Refusals of backtests.</summary>
public static class BacktestProblems
{
    /// <summary>404: there is no such backtest.</summary>
    public static readonly ProblemType BacktestNotFound = ProblemType.NotFound(
        "BACKTEST_NOT_FOUND", "There is no such backtest.", "List the backtests and use an id of that list.");

    /// <summary>409: the backtest has ended.</summary>
    public static readonly ProblemType BacktestEnded = ProblemType.Conflict(
        "BACKTEST_ENDED", "The backtest has ended.", "Start a new backtest.");

    /// <summary>409: the backtest has no result yet.</summary>
    public static readonly ProblemType BacktestNotDone = ProblemType.Conflict(
        "BACKTEST_NOT_DONE", "The backtest has no result yet.", "Read the result once the status is done.");

    /// <summary>409: the backtest has not computed the order.</summary>
    public static readonly ProblemType OrderNotBacktested = ProblemType.Conflict(
        "ORDER_NOT_BACKTESTED", "The backtest has not computed the order.",
        "Choose an order of the window, once the backtest has computed it.");

    /// <summary>409: too many backtests wait or run.</summary>
    public static readonly ProblemType TooManyBacktests = ProblemType.Conflict(
        "TOO_MANY_BACKTESTS", "Too many backtests wait or run.", "Wait for one, or cancel one.");

    /// <summary>422: the window ends in the future.</summary>
    public static readonly ProblemType WindowNotPast = ProblemType.Invalid(
        "WINDOW_NOT_PAST", "The window ends in the future.", "End the window at or before the shop's clock.");
}
