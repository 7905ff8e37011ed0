namespace SocialCommerce.Commissions.AccrualStopping;

/// <summary>Refusals of accrual stops.</summary>
internal static class AccrualStopProblems
{
    public static readonly ProblemType AccrualStopNotFound = ProblemType.NotFound(
        "ACCRUAL_STOP_NOT_FOUND", "There is no such accrual stop.",
        "List the accrual stops and use an id of that list.");

    public static readonly ProblemType AccrualStopIdReused = ProblemType.Conflict(
        "ACCRUAL_STOP_ID_REUSED", "An accrual stop with other content has this id.",
        "Use a new accrualStopId; send a repetition unchanged.");

    public static readonly ProblemType AccrualStopReleased = ProblemType.Conflict(
        "ACCRUAL_STOP_RELEASED", "The accrual stop was released otherwise.",
        "Read the accrual stop; the first release stands.");

    public static readonly ProblemType RuleUnknown = ProblemType.Invalid(
        "RULE_UNKNOWN", "The plan in force has no such rule.", "Use a rule id of the plan in force.");
}
