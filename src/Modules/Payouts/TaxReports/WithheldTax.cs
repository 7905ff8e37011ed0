using SocialCommerce.Payouts.Batches;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.TaxReports;

/// <summary>What was withheld of one customer's payments for a month, as its tax is reported.</summary>
public static class WithheldTax
{
    /// <summary>
    /// Adds to a batch what is withheld for a month, minor units: by the transfers that count in it, after what was put
    /// right for it.
    /// </summary>
    public static PendingRows<long> Of(SqlBatch batch, Shop shop, long customerKey, string month) =>
        batch.Rows<long>(WithheldSql, new { shop = shop.Id, customerKey, month, zone = shop.TimeZone });

    private const string WithheldSql = $"""
        select coalesce(sum(tax), 0)::bigint
        from (
            select b.tax, b.tax_month
            from payee_customers pc
            join payout_transfers b on b.shop_id = @shop and b.payee_key = pc.payee_key
                and b.customer_key = pc.customer_key and b.state not in {TransferStates.NotPaid}
            where pc.shop_id = @shop and pc.customer_key = @customerKey
            union all
            select c.tax, c.tax_month from ({PayoutBatchSql.Corrections} and pc.customer_key = @customerKey) as c)
            as events
        where tax_month = @month
        """;
}
