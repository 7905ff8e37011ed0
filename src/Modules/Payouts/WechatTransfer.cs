using System.Globalization;
using System.Text.Json;

namespace SocialCommerce.Payouts;

/// <summary>A transfer as WeChat tells it, in an answer or a callback.</summary>
/// <param name="BillNo">Our number.</param>
/// <param name="State">WeChat's word.</param>
/// <param name="TransferNo">WeChat's number.</param>
/// <param name="Amount">In fen; absent from the answer that makes it.</param>
/// <param name="MchId">The merchant; absent from the answer that makes it.</param>
/// <param name="CreatedAt">When WeChat made it.</param>
/// <param name="Package">What the mini-program confirms with.</param>
/// <param name="FailReason">Why it failed.</param>
internal sealed record WechatTransfer(
    string BillNo, string State, string? TransferNo, long? Amount, string? MchId, DateTimeOffset? CreatedAt,
    string? Package, string? FailReason)
{
    /// <summary>Reads one; null where the text is none.</summary>
    public static WechatTransfer? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            string? Text(string name) => root.TryGetProperty(name, out var value)
                && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            long? amount = root.TryGetProperty("transfer_amount", out var number) && number.TryGetInt64(out var fen)
                ? fen : null;
            DateTimeOffset? at = DateTimeOffset.TryParse(
                Text("create_time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time.ToUniversalTime() : null;
            return Text("out_bill_no") is { } billNo && Text("state") is { } state
                ? new WechatTransfer(
                    billNo, state, Text("transfer_bill_no"), amount, Text("mch_id"), at, Text("package_info"),
                    Text("fail_reason"))
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Where a bill goes by what WeChat says of it.</summary>
/// <param name="State">The bill's next state.</param>
/// <param name="IsEnd">Whether that is final.</param>
internal sealed record WechatMove(string State, bool IsEnd);

/// <summary>How WeChat's words move a bill. Pure.</summary>
internal static class WechatMoves
{
    /// <summary>How long a payee has to confirm a transfer.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromHours(24);

    // WeChat's reason for a transfer that it closed because nobody confirmed it.
    private const string Overdue = "OVERDUE_CLOSE";

    /// <summary>Whether a merchant may still take a transfer back: as long as its payee has not confirmed it.</summary>
    public static bool CanCancel(WechatTransfer? transfer) =>
        transfer?.State is "ACCEPTED" or "PROCESSING" or "WAIT_USER_CONFIRM";

    /// <summary>The next step of an open bill; null for a word that nobody knows.</summary>
    /// <param name="state">The bill's state.</param>
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
