namespace SocialCommerce.Payouts.Wechat;

/// <summary>Where a transfer goes by what WeChat says of it.</summary>
/// <param name="State">The transfer's next state.</param>
/// <param name="IsEnd">Whether that is final.</param>
internal sealed record WechatMove(string State, bool IsEnd);
