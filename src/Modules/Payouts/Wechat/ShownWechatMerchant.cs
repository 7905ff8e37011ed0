namespace SocialCommerce.Payouts.Wechat;

/// <summary>A WeChat merchant without its secrets.</summary>
/// <param name="MchId" example="1900000109">Merchant id.</param>
/// <param name="AppId" example="wx8888888888888888">The app.</param>
/// <param name="SerialNo" example="5157F09EFDC096DE">Serial of the merchant's certificate.</param>
/// <param name="PlatformSerials" example="PUB_KEY_ID_0119000001092026">Serials of WeChat's keys.</param>
/// <param name="CallbackPath" example="/callbacks/wechat-pay/1g7k2m9p4q">
/// Where WeChat calls back, below the product's public address.
/// </param>
internal sealed record ShownWechatMerchant(
    string MchId, string AppId, string SerialNo, IReadOnlyList<string> PlatformSerials, string CallbackPath);
