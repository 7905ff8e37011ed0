namespace SocialCommerce.Commissions.Settings;

/// <summary>Refusals of periods.</summary>
public static class PeriodProblems
{
    /// <summary>422: the period is not over.</summary>
    public static readonly ProblemType PeriodNotOver = ProblemType.Invalid(
        "PERIOD_NOT_OVER", "The period is not over.", "Choose an end at or before the shop's clock.");
}
