namespace SocialCommerce.Ladder.Refunds;

/// <summary>Refusals of refunds and their cancellation.</summary>
public static class RefundProblems
{
    /// <summary>409: a refund has this id.</summary>
    public static readonly ProblemType RefundIdTaken = ProblemType.Conflict(
        "REFUND_ID_TAKEN", "A refund has this id.", "Use an id that no refund has.");

    /// <summary>409: the refund is known with other content.</summary>
    public static readonly ProblemType RefundConflict = ProblemType.Conflict(
        "REFUND_CONFLICT", "The refund is known with other content.",
        "Use a new refundId for another refund; send a repetition unchanged.");

    /// <summary>409: the refund was cancelled by another report.</summary>
    public static readonly ProblemType CancellationConflict = ProblemType.Conflict(
        "CANCELLATION_CONFLICT", "The refund was cancelled by another report.",
        "Send a repetition unchanged; the first cancellation stands.");

    /// <summary>422: the order has no such refund.</summary>
    public static readonly ProblemType RefundUnknown = ProblemType.Invalid(
        "REFUND_UNKNOWN", "The order has no such refund.", "Report the refund first, and check both ids.");

    /// <summary>422: the refund is in a currency in which the order was not paid.</summary>
    public static readonly ProblemType RefundCurrency = ProblemType.Invalid(
        "REFUND_CURRENCY", "The refund is in a currency in which the order was not paid.",
        "State all amounts in the shop's currency, or all in that of the order's paidIn.");

    /// <summary>422: the refund exceeds what is left of the order.</summary>
    public static readonly ProblemType OverRefund = ProblemType.Invalid(
        "OVER_REFUND", "The refund exceeds what is left of the order.",
        "Read the order and refund at most what is left.");
}
