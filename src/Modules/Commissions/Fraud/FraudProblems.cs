namespace SocialCommerce.Commissions.Fraud;

/// <summary>Refusals of decisions about suspicious orders.</summary>
internal static class FraudProblems
{
    public static readonly ProblemType FraudCaseNotFound = ProblemType.NotFound(
        "FRAUD_CASE_NOT_FOUND", "The order has no fraud case.", "List the fraud cases and use an order of that list.");

    public static readonly ProblemType FraudCaseDecided = ProblemType.Conflict(
        "FRAUD_CASE_DECIDED", "The fraud case was decided otherwise.", "Read the case; the first decision stands.");
}
