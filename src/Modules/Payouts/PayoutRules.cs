using Microsoft.Extensions.Configuration;
using SocialCommerce.Kernel;

namespace SocialCommerce.Payouts;

/// <summary>A shop's payout settings as they are kept, or the defaults.</summary>
/// <param name="Restored">Whether the database is another than the one for which payouts were reconciled.</param>
/// <param name="Chosen">Whether somebody has set them, the tax mode with them.</param>
/// <param name="Version">Which version of the settings; 0 before the first change.</param>
/// <param name="ManualMinimum">The least transfer of the manual channel; null: the channel's default.</param>
/// <param name="WechatMinimum">The same for WeChat transfers.</param>
/// <param name="InvoiceRequired">Whether a business is paid only against an invoice.</param>
/// <param name="RemittanceTolerance">By how much a remittance may exceed the tax of its month, minor units.</param>
/// <param name="RecoveryTolerance">By how much a recovered bill may exceed the settled balance, minor units.</param>
internal sealed record SettingsRow(
    int AccountPauseDays, string TaxMode, bool Paused, bool Restored, string? AgreementVersion, long? ManualBillCap,
    long? WechatBillCap, string? PauseReason, bool Chosen, int Version = 0, long? ManualMinimum = null,
    long? WechatMinimum = null, bool InvoiceRequired = false, long RemittanceTolerance = 0, string? DebtorName = null,
    string? DebtorAccount = null, string? DebtorBic = null, long RecoveryTolerance = 0)
{
    /// <summary>The account that bank files are drawn on, or null.</summary>
    public Debtor? Debtor => DebtorName is null ? null : new Debtor(DebtorName, DebtorAccount!, DebtorBic);

    /// <summary>As the API shows them.</summary>
    public PayoutSettings.Result ToResult() => new(
        AccountPauseDays, TaxMode, Paused, Restored, Version, Minimum(Channel.Manual), Minimum(Channel.Wechat),
        InvoiceRequired, RemittanceTolerance, RecoveryTolerance, AgreementVersion,
        ManualBillCap, WechatBillCap, PauseReason, Debtor);

    /// <summary>The least that a payout of a channel may come to after tax, minor units.</summary>
    public long Minimum(string channel) => Math.Max(
        (channel == Channel.Wechat ? WechatMinimum : ManualMinimum) ?? PayoutBills.UsualMinimum(channel),
        PayoutBills.Least(channel));

    /// <summary>The most that one bill of a channel may come to, or null.</summary>
    public long? Cap(string channel) => channel == Channel.Wechat ? WechatBillCap : ManualBillCap;

    /// <summary>Refuses where the law wants a tax mode and nobody has chosen one (G17).</summary>
    /// <exception cref="Refused">409 TAX_MODE_NOT_SET.</exception>
    public void RequireTaxMode(PayoutDemands demands)
    {
        if (demands.WantsTaxMode && !Chosen)
            throw Refused.Conflict("TAX_MODE_NOT_SET", "Choose a tax mode in the payout settings first.");
    }

    /// <summary>Refuses after a restore, until payouts are reconciled.</summary>
    /// <exception cref="Refused">409 RECONCILIATION_NEEDED.</exception>
    public void RequireReconciled()
    {
        if (Restored)
            throw Refused.Conflict(
                "RECONCILIATION_NEEDED", "The database was restored or taken over; reconcile payouts first.");
    }

    /// <summary>Refuses while payouts are paused, for whatever reason.</summary>
    /// <exception cref="Refused">409 PAYOUTS_PAUSED or RECONCILIATION_NEEDED.</exception>
    public void RequireRunning()
    {
        RequireReconciled();
        if (Paused)
            throw Refused.Conflict("PAYOUTS_PAUSED", $"Payouts are paused: {PauseReason ?? "no reason given"}.");
    }
}

/// <summary>
/// What the operator says of the database's origin: a word that is changed after a disk was rolled back, which the
/// database itself cannot notice.
/// </summary>
public sealed class Origin(IConfiguration configuration)
{
    /// <summary>Setting: any word.</summary>
    public const string Setting = "SOCIALCOMMERCE_PAYOUT_ORIGIN";

    /// <summary>The word; empty without one.</summary>
    public string Word { get; } = configuration[Setting] ?? "";
}

/// <summary>The ways money goes out.</summary>
public static class Channel
{
    /// <summary>A file goes out, a result file comes in.</summary>
    public const string Manual = "manual";

    /// <summary>WeChat transfers (商家转账).</summary>
    public const string Wechat = "wechat";

    /// <summary>Every channel.</summary>
    public static readonly IReadOnlyList<string> Known = [Manual, Wechat];
}

/// <summary>The statements about payout settings.</summary>
internal static class PayoutSettingsStatements
{
    /// <summary>The settings in force: always one row.</summary>
    public static Rows<SettingsRow> PayoutSettings(this Batch batch, long shopId, Origin origin) =>
        batch.Rows<SettingsRow>(SettingsSql, new { shop = shopId, word = origin.Word });

    /// <summary>Keeps the origin with which a shop begins to pay out; later ones change nothing.</summary>
    public static void BeginPayouts(this Batch batch, long shopId, Origin origin, DateTimeOffset now) =>
        batch.Do(BeginSql, new { shop = shopId, word = origin.Word, now });

    /// <summary>SQL: the columns of s that a <see cref="SettingsRow"/> has after its first ones.</summary>
    public const string Columns = """
        s.agreement_version, s.manual_bill_cap, s.wechat_bill_cap, s.pause_reason, s.shop_id is not null as chosen,
        coalesce(s.version, 0) as version, s.manual_minimum, s.wechat_minimum,
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
