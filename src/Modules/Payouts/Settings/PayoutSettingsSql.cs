namespace SocialCommerce.Payouts.Settings;

/// <summary>The statements about payout settings.</summary>
internal static class PayoutSettingsSql
{
    /// <summary>The settings in force: always one row.</summary>
    public static PendingRows<PayoutSettingsRow> SettingsInForce(
        this PayoutsBatch batch, long shopId, DatabaseOrigin origin) =>
        batch.Rows<PayoutSettingsRow>(SettingsSql, new { shop = shopId, word = origin.Word });

    /// <summary>Keeps the origin with which a shop begins to pay out; later ones change nothing.</summary>
    public static void BeginPayouts(this PayoutsBatch batch, long shopId, DatabaseOrigin origin, DateTimeOffset now) =>
        batch.Do(BeginSql, new { shop = shopId, word = origin.Word, now });

    private const string SettingsSql = $"""
        select coalesce(v.version, 0) as version, v.content,
            coalesce(s.origin <> payout_origin(@word), false) as restored
        from (select 1) as one
        left join payout_states s on s.shop_id = @shop
        left join lateral (
            select version, content from settings_versions
            where shop_id = @shop and name = '{PayoutSettings.Name}' order by version desc limit 1) as v on true
        """;

    private const string BeginSql = """
        insert into payout_states (shop_id, origin, updated_at) values (@shop, payout_origin(@word), @now)
        on conflict (shop_id) do nothing
        """;
}
