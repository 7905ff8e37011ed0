namespace SocialCommerce.Referrals.Settings;

/// <summary>The statements about referral settings.</summary>
public static class ReferralSettingsSql
{
    /// <summary>Every version of the house account, oldest first.</summary>
    public static PendingRows<HouseVersion> HouseVersions(this ReferralsBatch batch, long shopId) =>
        batch.Rows<HouseVersion>(VersionsSql, new { shop = shopId });

    private const string VersionsSql = $$"""
        select version, (content #>> '{house,key}')::bigint as house_key, transaction_id::text as transaction_id
        from settings_versions where shop_id = @shop and name = '{{ReferralSettings.Name}}' order by version
        """;
}
