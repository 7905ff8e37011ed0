namespace SocialCommerce.Commissions.Costs;

/// <summary>Refusals of the cost report.</summary>
internal static class CostProblems
{
    public static readonly ProblemType ValueRepeated = ProblemType.Invalid(
        "VALUE_REPEATED", "A dimension is named twice.", "Name each dimension once.");

    public static readonly ProblemType PeriodReversed = ProblemType.Invalid(
        "PERIOD_REVERSED", "The period ends before it begins.", "Send a through at or after period.");
}
