namespace SocialCommerce.Commissions.Months;

/// <summary>Refusals of month closing.</summary>
internal static class MonthProblems
{
    public static readonly ProblemType MonthOutOfOrder = ProblemType.Conflict(
        "MONTH_OUT_OF_ORDER", "Another month must be closed first.", "Close the month that detail names.");

    public static readonly ProblemType HashDiffers = ProblemType.Conflict(
        "HASH_DIFFERS", "The month has another hash.", "Read the month again and sign the hash that it has.");

    public static readonly ProblemType MonthNotOver = ProblemType.Invalid(
        "MONTH_NOT_OVER", "The month is not over.", "Close it when the shop's clock has passed its end.");

    public static readonly ProblemType DaysInvalid = ProblemType.Invalid(
        "DAYS_INVALID", "The age groups are invalid.", "Send ascending numbers of days, separated by commas.");
}
