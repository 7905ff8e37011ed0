using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.TaxReports;

/// <summary>The statements about remittances.</summary>
internal static class RemittanceSql
{
    /// <summary>Until the transaction ends no other decision on a remittance of the shop is made.</summary>
    public static void LockRemittances(this PayoutsBatch batch, long shopId) =>
        batch.Sql.Take(NumberedLock.TaxRemittances, shopId);

    /// <summary>A remittance by the shop's own id.</summary>
    public static PendingRows<RemittanceRow> Remittance(this PayoutsBatch batch, long shopId, string remittanceId) =>
        batch.Rows<RemittanceRow>(FindSql, new { shop = shopId, remittanceId });

    /// <summary>Months of payment before one, the latest first, or that one alone.</summary>
    public static PendingRows<TaxMonthRow> TaxMonths(
        this PayoutsBatch batch, Shop shop, string? month, string? before, int take) => batch.Rows<TaxMonthRow>(
            MonthsSql, new { shop = shop.Id, zone = shop.TimeZone, month, before, take });

    /// <summary>Refuses an amount that is more than a month has left to remit.</summary>
    /// <exception cref="ProblemException">422 REMITTANCE_EXCEEDS_TAX.</exception>
    public static void RequireRoom(this TaxMonthRow? month, long amount, PayoutSettingsRow settings)
    {
        var left = month?.Payable ?? 0;
        if (amount > left + settings.Content.RemittanceTolerance)
            throw TaxProblems.RemittanceExceedsTax.Because(
                $"The month has {Math.Max(left, 0)} of tax left to remit.", "#/amount/amount");
    }

    private const string FindSql = $"{RemittanceRow.Select} and r.remittance_id = @remittanceId";

    private const string MonthsSql = $"""
        select month, sum(transfers)::bigint as transfers, sum(gross)::bigint as gross,
            sum(withheld)::bigint as withheld, sum(remitted)::bigint as remitted
        from (
            select tax_month as month, 1 as transfers, gross, tax as withheld, 0::bigint as remitted
            from payout_transfers where shop_id = @shop and state not in {TransferStates.NotPaid}
            union all
            select c.tax_month, 0, 0, c.tax, 0 from ({PayoutBatchSql.Corrections}) as c
            union all
            select r.month, 0, 0, 0, r.amount from tax_remittances r where r.shop_id = @shop and r.approved) as events
        where (@month is null or month = @month) and (@before is null or month < @before)
        group by month order by month desc limit @take
        """;
}
