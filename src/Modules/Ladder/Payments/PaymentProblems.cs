namespace SocialCommerce.Ladder.Payments;

/// <summary>Refusals of payments and write-offs.</summary>
public static class PaymentProblems
{
    /// <summary>409: a payment of the order with other content has this id.</summary>
    public static readonly ProblemType PaymentConflict = ProblemType.Conflict(
        "PAYMENT_CONFLICT", "A payment of the order with other content has this id.",
        "Use a new paymentId for another payment; send a repetition unchanged.");

    /// <summary>409: a write-off with other content has this id.</summary>
    public static readonly ProblemType WriteOffConflict = ProblemType.Conflict(
        "WRITE_OFF_CONFLICT", "A write-off with other content has this id.",
        "Use a new writeOffId for another write-off; send a repetition unchanged.");

    /// <summary>422: the order has no such part.</summary>
    public static readonly ProblemType PartUnknown = ProblemType.Invalid(
        "PART_UNKNOWN", "The order's payment plan has no such part.", "Use the numbers of the order's parts.");

    /// <summary>422: no more can be written off than is open.</summary>
    public static readonly ProblemType WriteOffExceedsOpen = ProblemType.Invalid(
        "WRITE_OFF_EXCEEDS_OPEN", "More would be written off than is open of the part.",
        "Read the order for what is open, and write off no more.");
}
