namespace SocialCommerce.Ladder.Amendments;

/// <summary>Refusals of amendments.</summary>
public static class AmendmentProblems
{
    /// <summary>409: the amendment is known with other content.</summary>
    public static readonly ProblemType AmendmentConflict = ProblemType.Conflict(
        "AMENDMENT_CONFLICT", "The amendment is known with other content.",
        "Use a new amendmentId for another change; send a repetition unchanged.");

    /// <summary>422: a line's product cannot change.</summary>
    public static readonly ProblemType LineProductChanged = ProblemType.Invalid(
        "LINE_PRODUCT_CHANGED", "A line's product cannot change.",
        "Set the line's quantity to 0 and add a line with the other product.");

    /// <summary>422: the order would have too many lines.</summary>
    public static readonly ProblemType LinesCount = ProblemType.Invalid(
        "LINES_COUNT", "The order would have too many lines.", "Amend fewer lines, or report another order.");

    /// <summary>422: the order would exceed the largest amount.</summary>
    public static readonly ProblemType AmountOutOfRange = ProblemType.Invalid(
        "AMOUNT_OUT_OF_RANGE", "The order would exceed the largest amount.",
        "Check the amounts; they are in minor units.");
}
