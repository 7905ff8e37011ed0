namespace SocialCommerce.Payouts.Channels;

/// <summary>A shop's WeChat merchant as it is kept.</summary>
internal sealed record WechatChannelRow(
    string Code, string MchId, string AppId, string SerialNo, byte[] PrivateKey, byte[] ApiKey, string PlatformKeys,
    string PostType, string Explanation, string Currency, string TimeZone, bool Sandbox, string Jurisdiction)
{
    /// <summary>WeChat's keys.</summary>
    public List<WechatPlatformKey> Keys => Json.Read<List<WechatPlatformKey>>(PlatformKeys);

    /// <summary>The shop that it belongs to.</summary>
    public Shop Shop(long shopId) => new(shopId, Currency, TimeZone, Sandbox, Jurisdiction);

    /// <summary>The merchant with its secrets open.</summary>
    public WechatMerchant Open(SecretProtector protector, long shopId) => new(
        Code, MchId, AppId, SerialNo, protector.Open(shopId, WechatChannels.PrivateKeyPlace(shopId), PrivateKey),
        protector.Open(shopId, WechatChannels.ApiKeyPlace(shopId), ApiKey), Keys, PostType, Explanation);
}
