namespace SocialCommerce.Commissions.DecisionLimits;

/// <summary>Refusals by the shop's limits of exceptional payments.</summary>
public static class PaymentLimitProblems
{
    /// <summary>422: the adjustment exceeds the shop's limit.</summary>
    public static readonly ProblemType AdjustmentExceedsLimit = ProblemType.Invalid(
        "ADJUSTMENT_EXCEEDS_LIMIT", "The adjustment exceeds the shop's limit.",
        "Request less, or let an administrator raise the limit.");

    /// <summary>422: the project exceeds the shop's limit.</summary>
    public static readonly ProblemType ProjectExceedsLimit = ProblemType.Invalid(
        "PROJECT_EXCEEDS_LIMIT", "The project exceeds the shop's limit.",
        "Pay less, or let an administrator raise the limit.");

    /// <summary>422: the profit exceeds what the shop's limits allow.</summary>
    public static readonly ProblemType ProfitExceedsLimit = ProblemType.Invalid(
        "PROFIT_EXCEEDS_LIMIT", "The profit exceeds what the shop's limits allow.",
        "Check the profit; it is in minor units.");
}
