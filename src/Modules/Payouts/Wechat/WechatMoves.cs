namespace SocialCommerce.Payouts.Wechat;

/// <summary>How WeChat's words move a transfer. Pure.</summary>
internal static class WechatMoves
{
    /// <summary>How long a payee has to confirm a transfer.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromHours(24);

    // WeChat's reason for a transfer that it closed because the payee did not confirm it.
    private const string Overdue = "OVERDUE_CLOSE";

    /// <summary>Whether a merchant may still take a transfer back: as long as its payee has not confirmed it.</summary>
    public static bool CanCancel(WechatTransfer? transfer) =>
        transfer?.State is "ACCEPTED" or "PROCESSING" or "WAIT_USER_CONFIRM";

    /// <summary>The next step of an open transfer; null for an unknown state of the transfer.</summary>
    /// <param name="state">The transfer's state.</param>
    /// <param name="confirmBefore">Until when it had to be confirmed.</param>
    /// <param name="transfer">What WeChat says.</param>
    /// <param name="now">The world's time.</param>
    public static WechatMove? Next(
        string state, DateTimeOffset? confirmBefore, WechatTransfer transfer, DateTimeOffset now) =>
        transfer.State switch
        {
            // A late word does not lead back.
            "ACCEPTED" or "PROCESSING" or "TRANSFERING" or "CANCELING" => new WechatMove(
                state == "submitting" ? "submitted" : state, false),
            "WAIT_USER_CONFIRM" => new WechatMove("awaitingConfirmation", false),
            "SUCCESS" => new WechatMove("paid", true),
            "FAIL" when transfer.FailReason == Overdue || now >= confirmBefore => new WechatMove("expired", true),
            "FAIL" => new WechatMove("failed", true),
            "CANCELLED" => new WechatMove("cancelled", true),
            _ => null,
        };
}
