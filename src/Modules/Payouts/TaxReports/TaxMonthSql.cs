using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.TaxReports;

/// <summary>The statements about months of tax.</summary>
internal static class TaxMonthSql
{
    /// <summary>The mode by which a month's last transfer was taxed; none where nothing was paid.</summary>
    public static PendingRows<string> TaxModeOf(this PayoutsBatch batch, long shopId, string month) =>
        batch.Rows<string>(ModeSql, new { shop = shopId, month });

    /// <summary>How a month was taxed: a shop that has another mode by now was not wrong then.</summary>
    public static PayoutPlan Plan(PayoutSettingsRow settings, string? mode, string month) => new(
        PayoutChannel.Manual, settings with
        {
            Content = settings.Content with { TaxMode = mode ?? settings.Content.TaxMode },
        }, month, DateTimeOffset.UnixEpoch);

    private const string ModeSql = $"""
        select tax_mode from payout_transfers
        where shop_id = @shop and tax_month = @month and state not in {TransferStates.NotPaid}
        order by transfer_key desc limit 1
        """;
}
