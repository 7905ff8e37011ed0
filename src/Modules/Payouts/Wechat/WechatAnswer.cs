namespace SocialCommerce.Payouts.Wechat;

/// <summary>What became of a call to WeChat.</summary>
/// <param name="Transfer">The transfer, where WeChat told of one.</param>
/// <param name="Code">WeChat's code, or ours, where it did not.</param>
/// <param name="IsUnknown">WeChat says that there is no such transfer.</param>
/// <param name="IsRefused">WeChat understood the request and will not take it, now or later.</param>
internal sealed record WechatAnswer(
    WechatTransfer? Transfer, string? Code = null, bool IsUnknown = false, bool IsRefused = false);
