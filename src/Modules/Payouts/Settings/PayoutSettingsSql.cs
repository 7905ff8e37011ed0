namespace SocialCommerce.Payouts.Settings;

/// <summary>The statements about payout settings.</summary>
internal static class PayoutSettingsSql
{
    /// <summary>The settings in force: always one row.</summary>
    public static PendingRows<PayoutSettingsRow> PayoutSettings(
        this PayoutsBatch batch, long shopId, DatabaseOrigin origin) =>
        batch.Rows<PayoutSettingsRow>(SettingsSql, new { shop = shopId, word = origin.Word });

    /// <summary>Keeps the origin with which a shop begins to pay out; later ones change nothing.</summary>
    public static void BeginPayouts(this PayoutsBatch batch, long shopId, DatabaseOrigin origin, DateTimeOffset now) =>
        batch.Do(BeginSql, new { shop = shopId, word = origin.Word, now });

    /// <summary>SQL: the columns of s that a <see cref="PayoutSettingsRow"/> has after its first ones.</summary>
    public const string Columns = """
        s.agreement_version, s.manual_transfer_cap, s.wechat_transfer_cap, s.pause_reason,
        s.shop_id is not null as chosen, coalesce(s.version, 0) as version, s.manual_minimum, s.wechat_minimum,
        coalesce(s.invoice_required, false) as invoice_required,
        coalesce(s.remittance_tolerance, 0) as remittance_tolerance, s.debtor_name, s.debtor_account, s.debtor_bic,
        coalesce(s.recovery_tolerance, 0) as recovery_tolerance
        """;

    private const string SettingsSql = $"""
        select coalesce(s.account_pause_days, 3) as account_pause_days, coalesce(s.tax_mode, 'none') as tax_mode,
            coalesce(s.paused, false) as paused, coalesce(s.origin <> payout_origin(@word), false) as restored,
            {Columns}
        from (select @shop as shop_id) as shop left join payout_settings s on s.shop_id = shop.shop_id
        """;

    private const string BeginSql = """
        insert into payout_settings (shop_id, account_pause_days, tax_mode, paused, origin, updated_at)
        values (@shop, 3, 'none', false, payout_origin(@word), @now)
        on conflict (shop_id) do nothing
        """;
}
