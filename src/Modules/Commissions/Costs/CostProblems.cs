namespace SocialCommerce.Commissions.Costs;

/// <summary>Refusals of the cost report.</summary>
public static class CostProblems
{
    /// <summary>422: a dimension is named twice.</summary>
    public static readonly ProblemType ValueRepeated = ProblemType.Invalid(
        "VALUE_REPEATED", "A dimension is named twice.", "Name each dimension once.");

    /// <summary>422: the period ends before it begins.</summary>
    public static readonly ProblemType PeriodReversed = ProblemType.Invalid(
        "PERIOD_REVERSED", "The period ends before it begins.", "Send a through at or after period.");
}
