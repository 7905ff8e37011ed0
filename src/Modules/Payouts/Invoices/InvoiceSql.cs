namespace SocialCommerce.Payouts.Invoices;

/// <summary>The statements about invoices.</summary>
internal static class InvoiceSql
{
    /// <summary>The invoice of a payee that stands under a number.</summary>
    public static PendingRows<InvoiceRow> InvoiceOf(
        this PayoutsBatch batch, long shopId, long payeeKey, string invoiceNo) =>
        batch.Rows<InvoiceRow>(StandingSql, new { shop = shopId, payeeKey, invoiceNo });

    /// <summary>Locks a payee until the transaction ends, so that an invoice is used or voided, and tells its kind.
    /// </summary>
    public static PendingRows<string> LockPayee(this PayoutsBatch batch, long shopId, long payeeKey) =>
        batch.Rows<string>(LockSql, new { shop = shopId, payeeKey });

    private const string StandingSql = $"""
        {InvoiceRow.Select} and i.payee_key = @payeeKey and i.invoice_no = @invoiceNo and i.voided_at is null
        """;

    private const string LockSql = """
        select kind from payees where shop_id = @shop and payee_key = @payeeKey for no key update
        """;
}
