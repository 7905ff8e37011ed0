namespace SocialCommerce.Payouts.Transfers;

/// <summary>Refusals of transfers.</summary>
public static class TransferProblems
{
    /// <summary>409: the transfer has a final state.</summary>
    public static readonly ProblemType TransferClosed = ProblemType.Conflict(
        "TRANSFER_CLOSED", "The transfer has a final state.", "Read the transfer; its state stands.");

    /// <summary>409: the channel cannot cancel transfers.</summary>
    public static readonly ProblemType ChannelTakesNothingBack = ProblemType.Conflict(
        "CHANNEL_TAKES_NOTHING_BACK", "The channel cannot cancel transfers.", "Record the result of the transfer.");

    /// <summary>422: the amount is not that of the transfer.</summary>
    public static readonly ProblemType AmountDiffers = ProblemType.Invalid(
        "AMOUNT_DIFFERS", "The amount is not that of the transfer.", "Check the number and the amount.");

    /// <summary>422: the period ends before it begins.</summary>
    public static readonly ProblemType PeriodInvalid = ProblemType.Invalid(
        "PERIOD_INVALID", "The period ends before it begins.", "Send a from before to.");
}
