namespace SocialCommerce.Payouts.Channels;

/// <summary>A shop's WeChat merchant with its secrets open.</summary>
/// <param name="Code">Names the shop in the address that WeChat calls back.</param>
/// <param name="MchId">Merchant id.</param>
/// <param name="AppId">The app under which openids are.</param>
/// <param name="SerialNo">Serial of the merchant's certificate.</param>
/// <param name="PrivateKey">PEM of the merchant's key.</param>
/// <param name="ApiKey">The APIv3 key: 32 characters.</param>
/// <param name="PlatformKeys">WeChat's keys: all verify answers and callbacks, the last one encrypts.</param>
/// <param name="PostType">For the report of scene 1005: the payee's position.</param>
/// <param name="Explanation">For the same: what is paid for.</param>
internal sealed record WechatMerchant(
    string Code, string MchId, string AppId, string SerialNo, string PrivateKey, string ApiKey,
    IReadOnlyList<WechatPlatformKey> PlatformKeys, string PostType, string Explanation);
