namespace SocialCommerce.Ladder.OrderRecords;

/// <summary>Refusals that concern an order as it is recorded.</summary>
public static class OrderProblems
{
    /// <summary>404: there is no such order.</summary>
    public static readonly ProblemType OrderNotFound = ProblemType.NotFound(
        "ORDER_NOT_FOUND", "There is no such order.", "Report the order first, and check the id.");

    /// <summary>409: the order is known with other content.</summary>
    public static readonly ProblemType OrderConflict = ProblemType.Conflict(
        "ORDER_CONFLICT", "The order is known with other content.",
        "Report a change as an amendment; send a repetition unchanged.");

    /// <summary>422: the request names an order that does not exist.</summary>
    public static readonly ProblemType OrderUnknown = ProblemType.Invalid(
        "ORDER_UNKNOWN", "The request names an order that does not exist.",
        "Report the order first, and check the id.");

    /// <summary>422: the order has no such line.</summary>
    public static readonly ProblemType LineUnknown = ProblemType.Invalid(
        "LINE_UNKNOWN", "The order has no such line.", "Use the line ids of the order.");

    /// <summary>422: the time lies before the payment.</summary>
    public static readonly ProblemType BeforePayment = ProblemType.Invalid(
        "BEFORE_PAYMENT", "The time lies before the payment.", "Send a time at or after the order's paidAt.");
}
