namespace SocialCommerce.Payouts.Channels;

/// <summary>The statements about WeChat merchants.</summary>
internal static class WechatChannels
{
    /// <summary>For what the merchant's key is sealed.</summary>
    public const string PrivateKeyPurpose = "wechat.privateKey";

    /// <summary>For what the APIv3 key is sealed.</summary>
    public const string ApiKeyPurpose = "wechat.apiKey";

    /// <summary>Where a merchant's key is sealed; a shop has one merchant.</summary>
    public static SealedPlace PrivateKeyPlace(long shopId) =>
        new("wechat_channels", "private_key", shopId, PrivateKeyPurpose);

    /// <summary>Where a merchant's APIv3 key is sealed.</summary>
    public static SealedPlace ApiKeyPlace(long shopId) => new("wechat_channels", "api_key", shopId, ApiKeyPurpose);

    /// <summary>The shop's merchant, or no row.</summary>
    public static PendingRows<WechatChannelRow> WechatChannel(this PayoutsBatch batch, long shopId) =>
        batch.Rows<WechatChannelRow>(ChannelSql, new { shop = shopId });

    private const string ChannelSql = """
        select w.code, w.mch_id, w.app_id, w.serial_no, w.private_key, w.api_key, w.platform_keys, w.post_type,
            w.explanation, s.currency, s.time_zone, s.sandbox, s.jurisdiction
        from wechat_channels w join shops s on s.shop_id = w.shop_id where w.shop_id = @shop
        """;
}
