namespace SocialCommerce.Ladder.Delivery;

/// <summary>Refusals of shipments, completions, after-sale cases and chargebacks.</summary>
public static class DeliveryProblems
{
    /// <summary>409: a line was shipped at another time.</summary>
    public static readonly ProblemType AlreadyShipped = ProblemType.Conflict(
        "ALREADY_SHIPPED", "A line was shipped at another time.", "Leave the line out; the first shipment stands.");

    /// <summary>409: a line was completed at another time.</summary>
    public static readonly ProblemType AlreadyCompleted = ProblemType.Conflict(
        "ALREADY_COMPLETED", "A line was completed at another time.",
        "Leave the line out; the first completion stands.");

    /// <summary>409: another case of the order has this id.</summary>
    public static readonly ProblemType CaseIdReused = ProblemType.Conflict(
        "CASE_ID_REUSED", "Another case of the order has this id.",
        "Use a new caseId for another case; send a repetition unchanged.");

    /// <summary>409: the case was closed at another time.</summary>
    public static readonly ProblemType CaseClosed = ProblemType.Conflict(
        "CASE_CLOSED", "The case was closed at another time.", "Open a new case if there is more to decide.");

    /// <summary>422: the order has no such case.</summary>
    public static readonly ProblemType CaseUnknown = ProblemType.Invalid(
        "CASE_UNKNOWN", "The order has no such case.", "Open the case first, and check both ids.");

    /// <summary>409: a chargeback with other content has this id.</summary>
    public static readonly ProblemType ChargebackIdReused = ProblemType.Conflict(
        "CHARGEBACK_ID_REUSED", "A chargeback with other content has this id.",
        "Use a new chargebackId; send a repetition unchanged.");

    /// <summary>409: a chargeback has this id.</summary>
    public static readonly ProblemType ChargebackIdTaken = ProblemType.Conflict(
        "CHARGEBACK_ID_TAKEN", "A chargeback has this id.",
        "Use an id that no chargeback has, or report the chargeback's outcome.");

    /// <summary>409: the chargeback was decided otherwise.</summary>
    public static readonly ProblemType ChargebackDecided = ProblemType.Conflict(
        "CHARGEBACK_DECIDED", "The chargeback was decided otherwise.", "Check the outcome; the first one stands.");

    /// <summary>422: the order has no such chargeback.</summary>
    public static readonly ProblemType ChargebackUnknown = ProblemType.Invalid(
        "CHARGEBACK_UNKNOWN", "The order has no such chargeback.", "Open the chargeback first, and check both ids.");

    /// <summary>422: the time lies before the opening.</summary>
    public static readonly ProblemType BeforeOpening = ProblemType.Invalid(
        "BEFORE_OPENING", "The time lies before the opening.", "Send a time at or after that of the opening.");
}
