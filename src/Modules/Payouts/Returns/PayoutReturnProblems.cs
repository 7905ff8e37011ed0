namespace SocialCommerce.Payouts.Returns;

/// <summary>Refusals of returned payments.</summary>
internal static class PayoutReturnProblems
{
    public static readonly ProblemType PayoutReturnNotFound = ProblemType.NotFound(
        "PAYOUT_RETURN_NOT_FOUND", "No return of the transfer was reported.", "Report the return first.");

    public static readonly ProblemType ReturnReported = ProblemType.Conflict(
        "RETURN_REPORTED", "The return was reported with other content.",
        "Decide the report that waits, or send a repetition unchanged.");

    public static readonly ProblemType ReturnDecided = ProblemType.Conflict(
        "RETURN_DECIDED", "The return was decided otherwise.", "Read the return; the first decision stands.");

    public static readonly ProblemType TransferNotPaid = ProblemType.Conflict(
        "TRANSFER_NOT_PAID", "The transfer is not paid.", "Report returns of paid transfers only.");

    public static readonly ProblemType ChannelReturnsNothing = ProblemType.Conflict(
        "CHANNEL_RETURNS_NOTHING", "Transfers of the channel cannot come back.",
        "Report returns of the manual channel only.");
}
