namespace SocialCommerce.Payouts.Wechat;

/// <summary>A WeChat merchant without its secrets.</summary>
/// <param name="MchId">Merchant id.</param>
/// <param name="AppId">The app.</param>
/// <param name="SerialNo">Serial of the merchant's certificate.</param>
/// <param name="PlatformSerials">Serials of WeChat's keys.</param>
/// <param name="CallbackPath">Where WeChat calls back, below the product's public address.</param>
internal sealed record ShownWechatMerchant(
    string MchId, string AppId, string SerialNo, IReadOnlyList<string> PlatformSerials, string CallbackPath);
