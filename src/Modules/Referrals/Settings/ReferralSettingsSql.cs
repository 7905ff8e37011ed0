namespace SocialCommerce.Referrals.Settings;

/// <summary>The statements about referral settings.</summary>
public static class ReferralSettingsSql
{
    /// <summary>Every version of the house account, oldest first.</summary>
    public static PendingRows<HouseVersion> HouseVersions(this ReferralsBatch batch, long shopId) =>
        batch.Rows<HouseVersion>(VersionsSql, new { shop = shopId });

    internal static PendingRows<ReferralSettingsRow> LatestReferralSettings(this ReferralsBatch batch, long shopId) =>
        batch.Rows<ReferralSettingsRow>(LatestSql, new { shop = shopId });

    private const string LatestSql = """
        select s.version, s.house_key, c.customer_id
        from referral_settings_versions s
        left join customers c on c.shop_id = @shop and c.customer_key = s.house_key
        where s.shop_id = @shop order by s.version desc limit 1
        """;

    private const string VersionsSql = """
        select version, house_key, transaction_id::text as transaction_id
        from referral_settings_versions where shop_id = @shop order by version
        """;
}
