namespace SocialCommerce.Payouts.Wechat;

/// <summary>Refusals of the WeChat channel and of what calls back for it.</summary>
internal static class WechatProblems
{
    public static readonly ProblemType ChannelNotFound = ProblemType.NotFound(
        "CHANNEL_NOT_FOUND", "No channel has this callback address.", "Check the address that WeChat Pay calls.");

    public static readonly ProblemType ChannelNeedsCny = ProblemType.Conflict(
        "CHANNEL_NEEDS_CNY", "The channel pays in CNY only.", "Use the manual channel.");

    public static readonly ProblemType SignatureMissing = ProblemType.Unauthorized(
        "SIGNATURE_MISSING", "The callback has no signature.", "Only WeChat Pay calls this address.");

    public static readonly ProblemType SignatureProbe = ProblemType.Unauthorized(
        "SIGNATURE_PROBE", "The callback is a test of the signature check.", "Nothing is to be done.");

    public static readonly ProblemType SignatureInvalid = ProblemType.Unauthorized(
        "SIGNATURE_INVALID", "The callback's signature is invalid.",
        "Only WeChat Pay calls this address; check the channel's platform keys.");

    public static readonly ProblemType TimestampStale = ProblemType.Unauthorized(
        "TIMESTAMP_STALE", "The callback is too old.", "Check the server's clock; WeChat Pay sends callbacks again.");

    public static readonly ProblemType SerialUnknown = ProblemType.Unauthorized(
        "SERIAL_UNKNOWN", "The callback is signed with an unknown key.",
        "Add WeChat's new key to the channel's platform keys.");

    public static readonly ProblemType ResourceUnreadable = ProblemType.Malformed(
        "RESOURCE_UNREADABLE", "The callback cannot be decrypted.", "Check the channel's API key.");

    public static readonly ProblemType KeyInvalid = ProblemType.Invalid(
        "KEY_INVALID", "A key is not an RSA key in PEM.", "Send the key as PEM.");

    public static readonly ProblemType MerchantDiffers = ProblemType.Invalid(
        "MERCHANT_DIFFERS", "The callback is for another merchant.", "Check the merchant number of the channel.");

    public static readonly ProblemType StateUnknown = ProblemType.Invalid(
        "STATE_UNKNOWN", "The callback has an unknown state.", "Update the server.");
}
