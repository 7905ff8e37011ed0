namespace SocialCommerce.Membership.StoredValue;

/// <summary>Refusals of stored value.</summary>
internal static class StoredValueProblems
{
    public static readonly ProblemType StoredValueInsufficient = ProblemType.Conflict(
        "STORED_VALUE_INSUFFICIENT", "The customer's stored value is not enough.",
        "Ask for at most what is available, and take the rest by another tender.");

    public static readonly ProblemType StoredValueLimit = ProblemType.Conflict(
        "STORED_VALUE_LIMIT", "The customer would hold more principal than the shop may take.",
        "Take a smaller top-up; the settings state the limit.");

    public static readonly ProblemType TopUpConflict = ProblemType.Conflict(
        "TOP_UP_CONFLICT", "The top-up is known with other content.", "Use another topUpId for another top-up.");

    public static readonly ProblemType TopUpOfferUnknown = ProblemType.Invalid(
        "TOP_UP_OFFER_UNKNOWN", "The shop has no such top-up offer for this principal.",
        "Read the offers in the stored value settings.");

    public static readonly ProblemType ReservationConflict = ProblemType.Conflict(
        "RESERVATION_CONFLICT", "The reservation is known with other content, or has ended otherwise.",
        "Use another reservationId for another reservation.");

    public static readonly ProblemType ReservationNotFound = ProblemType.NotFound(
        "RESERVATION_NOT_FOUND", "There is no such reservation.", "Check the reservation's id.");

    public static readonly ProblemType StoredValueReturnConflict = ProblemType.Conflict(
        "STORED_VALUE_RETURN_CONFLICT", "The return is known with other content.",
        "Use another returnId for another return.");

    public static readonly ProblemType StoredValueReturnExceeded = ProblemType.Conflict(
        "STORED_VALUE_RETURN_EXCEEDED", "More would come back than the reservation has spent.",
        "Return at most what is left of the spent value.");

    public static readonly ProblemType StoredValueRefundConflict = ProblemType.Conflict(
        "STORED_VALUE_REFUND_CONFLICT", "The refund is known with other content.",
        "Use another refundId for another refund.");
}
