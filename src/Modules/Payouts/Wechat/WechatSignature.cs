namespace SocialCommerce.Payouts.Wechat;

/// <summary>What proves that a text comes from WeChat, as its headers say.</summary>
internal sealed record WechatSignature(string? Serial, string? Timestamp, string? Nonce, string? Signature);
