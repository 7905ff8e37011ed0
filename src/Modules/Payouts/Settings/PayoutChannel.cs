namespace SocialCommerce.Payouts.Settings;

/// <summary>The ways money goes out.</summary>
internal static class PayoutChannel
{
    /// <summary>A file goes out, a result file comes in.</summary>
    public const string Manual = "manual";

    /// <summary>WeChat transfers (商家转账).</summary>
    public const string Wechat = "wechat";

    /// <summary>Every channel.</summary>
    public static readonly IReadOnlyList<string> Known = [Manual, Wechat];
}
