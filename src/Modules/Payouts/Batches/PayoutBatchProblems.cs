namespace SocialCommerce.Payouts.Batches;

/// <summary>Refusals of payout batches.</summary>
internal static class PayoutBatchProblems
{
    public static readonly ProblemType PayoutBatchNotFound = ProblemType.NotFound(
        "PAYOUT_BATCH_NOT_FOUND", "There is no such payout batch.", "List the batches and use an id of that list.");

    public static readonly ProblemType TransferNotFound = ProblemType.NotFound(
        "TRANSFER_NOT_FOUND", "There is no such transfer.", "List the transfers and use a number of that list.");

    public static readonly ProblemType ChannelNotSetUp = ProblemType.Conflict(
        "CHANNEL_NOT_SET_UP", "The channel is not set up.", "Set the channel up first, or use another one.");

    public static readonly ProblemType NothingToPay = ProblemType.Conflict(
        "NOTHING_TO_PAY", "No amount can be paid.", "Look at the payout preview for the reasons.");

    public static readonly ProblemType BatchCancelled = ProblemType.Conflict(
        "BATCH_CANCELLED", "The batch was cancelled.", "Create a new batch.");

    public static readonly ProblemType BatchApproved = ProblemType.Conflict(
        "BATCH_APPROVED", "The batch was approved.", "Cancel single transfers, where the channel can.");

    public static readonly ProblemType TotalChanged = ProblemType.Conflict(
        "TOTAL_CHANGED", "The total of the batch has changed.",
        "Review the batch again and approve its present total.");

    public static readonly ProblemType TransferNotExpired = ProblemType.Conflict(
        "TRANSFER_NOT_EXPIRED", "The transfer is not an expired WeChat transfer.",
        "Renew expired WeChat transfers only.");

    public static readonly ProblemType NotPayable = ProblemType.Conflict(
        "NOT_PAYABLE", "The transfer cannot be paid now.", "Remove the obstacle that detail names.");

    public static readonly ProblemType AmountChanged = ProblemType.Conflict(
        "AMOUNT_CHANGED", "The amount due has changed.", "Create a new batch.");
}
