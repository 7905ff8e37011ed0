using System.Globalization;
using System.Text.Json;

namespace SocialCommerce.Payouts.Wechat;

/// <summary>A transfer as WeChat tells it, in an answer or a callback.</summary>
/// <param name="TransferNo">Our number.</param>
/// <param name="State">WeChat's word.</param>
/// <param name="WechatNo">WeChat's number.</param>
/// <param name="Amount">In fen; absent from the answer that makes it.</param>
/// <param name="MchId">The merchant; absent from the answer that makes it.</param>
/// <param name="CreatedAt">When WeChat made it.</param>
/// <param name="Package">What the mini-program confirms with.</param>
/// <param name="FailReason">Why it failed.</param>
internal sealed record WechatTransfer(
    string TransferNo, string State, string? WechatNo, long? Amount, string? MchId, DateTimeOffset? CreatedAt,
    string? Package, string? FailReason)
{
    /// <summary>Reads a transfer; null where the text is not one.</summary>
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
            return Text("out_bill_no") is { } transferNo && Text("state") is { } state
                ? new WechatTransfer(
                    transferNo, state, Text("transfer_bill_no"), amount, Text("mch_id"), at, Text("package_info"),
                    Text("fail_reason"))
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
