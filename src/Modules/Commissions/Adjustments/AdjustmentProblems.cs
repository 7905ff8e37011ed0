namespace SocialCommerce.Commissions.Adjustments;

/// <summary>Refusals of adjustments.</summary>
public static class AdjustmentProblems
{
    /// <summary>404: there is no such adjustment.</summary>
    public static readonly ProblemType AdjustmentNotFound = ProblemType.NotFound(
        "ADJUSTMENT_NOT_FOUND", "There is no such adjustment.", "List the adjustments and use an id of that list.");

    /// <summary>409: another adjustment has this id.</summary>
    public static readonly ProblemType AdjustmentIdReused = ProblemType.Conflict(
        "ADJUSTMENT_ID_REUSED", "Another adjustment has this id.",
        "Use a new adjustmentId; send a repetition unchanged.");

    /// <summary>409: the adjustment was decided otherwise.</summary>
    public static readonly ProblemType AdjustmentDecided = ProblemType.Conflict(
        "ADJUSTMENT_DECIDED", "The adjustment was decided otherwise.",
        "Read the adjustment; the first decision stands.");

    /// <summary>422: the tax month has not begun.</summary>
    public static readonly ProblemType TaxMonthNotBegun = ProblemType.Invalid(
        "TAX_MONTH_NOT_BEGUN", "The tax month has not begun.", "Choose the present month or an earlier one.");

    /// <summary>422: the adjustment exceeds the tax withheld.</summary>
    public static readonly ProblemType AdjustmentExceedsTax = ProblemType.Invalid(
        "ADJUSTMENT_EXCEEDS_TAX", "The adjustment exceeds the tax withheld.",
        "Return at most the tax that was withheld in the month.");

    /// <summary>422: the adjustment exceeds the debt.</summary>
    public static readonly ProblemType AdjustmentExceedsDebt = ProblemType.Invalid(
        "ADJUSTMENT_EXCEEDS_DEBT", "The adjustment exceeds the debt.", "Forgive at most the partner's debt.");
}
