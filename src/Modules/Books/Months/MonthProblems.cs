namespace SocialCommerce.Books.Months;

/// <summary>Refusals of month closing.</summary>
public static class MonthProblems
{
    /// <summary>409: another month must be closed first.</summary>
    public static readonly ProblemType MonthOutOfOrder = ProblemType.Conflict(
        "MONTH_OUT_OF_ORDER", "Another month must be closed first.", "Close the month that detail names.");

    /// <summary>409: the month has another hash.</summary>
    public static readonly ProblemType HashDiffers = ProblemType.Conflict(
        "HASH_DIFFERS", "The month has another hash.", "Read the month again and sign the hash that it has.");

    /// <summary>422: the month is not over.</summary>
    public static readonly ProblemType MonthNotOver = ProblemType.Invalid(
        "MONTH_NOT_OVER", "The month is not over.", "Close it when the shop's clock has passed its end.");

    /// <summary>422: the age groups are invalid.</summary>
    public static readonly ProblemType DaysInvalid = ProblemType.Invalid(
        "DAYS_INVALID", "The age groups are invalid.", "Send ascending numbers of days, separated by commas.");
}
