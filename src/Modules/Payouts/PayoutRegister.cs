using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Payouts;

/// <summary>A transfer as the payout register lists it.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="BillNo">Its number at the channel.</param>
/// <param name="StatementIds">The statements that it pays, oldest first; none where it was recovered after a restore.
/// </param>
/// <param name="PayeeId">The legal person.</param>
/// <param name="Name">The legal name; hidden but for its first character from keys that may not see it.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="Account">The account, masked.</param>
/// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
/// <param name="Gross">Before tax.</param>
/// <param name="Tax">Withheld.</param>
/// <param name="Net">What goes to the payee.</param>
/// <param name="TaxMonth">The month in which it counts for the tax.</param>
/// <param name="State"><c>submitting</c>, <c>submitted</c>, <c>awaitingConfirmation</c>, <c>paid</c>, <c>failed</c>,
/// <c>expired</c>, <c>cancelled</c>, or <c>returned</c> after it was paid.</param>
/// <param name="SubmittedAt">When it was booked and handed to the channel.</param>
/// <param name="PaidAt">When it was paid, also where it came back later.</param>
/// <param name="ClosedAt">When it was paid, or failed finally.</param>
/// <param name="ReturnedAt">When the return of what had been paid was booked.</param>
/// <param name="Reference">The bank's number.</param>
/// <param name="InvoiceNos">The invoices that it was paid against.</param>
/// <param name="Reason">Why it failed, or came back.</param>
public sealed record RegisteredTransfer(
    string BatchId, string BillNo, IReadOnlyList<string> StatementIds, string PayeeId, string Name, string CustomerId,
    string Account, string Channel, Money Gross, Money Tax, Money Net, string TaxMonth, string State,
    DateTimeOffset SubmittedAt, DateTimeOffset? PaidAt, DateTimeOffset? ClosedAt, DateTimeOffset? ReturnedAt,
    string? Reference, IReadOnlyList<string> InvoiceNos, string? Reason);

/// <summary>A transfer as it is read; whose statements have which ids another module knows.</summary>
public sealed record TransferRow(
    long BillKey, long BatchKey, string BillNo, long[] StatementKeys, long PayeeKey, byte[] Name, string CustomerId,
    string Masked, string Channel, long Gross, long Tax, long Net, string TaxMonth, string State,
    DateTimeOffset SubmittedAt, DateTimeOffset? ClosedAt, DateTimeOffset? ReturnedAt, string? Reference,
    string[] InvoiceNos, string? Reason)
{
    /// <summary>As the API shows it.</summary>
    public RegisteredTransfer ToTransfer(Caller caller, Vault vault, IReadOnlyDictionary<long, string> statements)
    {
        var shop = caller.Shop;
        return new RegisteredTransfer(
            PublicId.Of(PayoutBatch.Prefix, BatchKey), BillNo,
            [.. StatementKeys.Select(key => statements.GetValueOrDefault(key)).OfType<string>()],
            PublicId.Of(Payee.Prefix, PayeeKey), vault.Name(caller, PayeeKey, Name), CustomerId, Masked, Channel,
            shop.Money(Gross), shop.Money(Tax), shop.Money(Net), TaxMonth, State, SubmittedAt,
            State is "paid" or "returned" ? ClosedAt : null, ClosedAt, ReturnedAt, Reference, InvoiceNos, Reason);
    }
}

/// <summary>Reads the payout register.</summary>
public static class PayoutRegister
{
    /// <summary>Transfers after a position, in the order in which they were made.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="from">Only those submitted from then on; null: all.</param>
    /// <param name="to">Only those submitted before; null: all.</param>
    /// <param name="after">Key of the last transfer before the page; 0: none.</param>
    /// <param name="take">How many.</param>
    public static Rows<TransferRow> Transfers(
        this Batch batch, long shopId, DateTimeOffset? from, DateTimeOffset? to, long after, int take) =>
        batch.Rows<TransferRow>(TransfersSql, new { shop = shopId, from, to, after, take });

    private const string TransfersSql = """
        select b.bill_key, o.batch_key, b.bill_no, (
                select coalesce(array_agg(s.statement_key order by s.statement_key), array[]::bigint[])
                from payout_bill_statements s where s.shop_id = @shop and s.bill_key = b.bill_key) as statement_keys,
            b.payee_key, p.name, c.customer_id, a.masked, b.channel, b.gross, b.tax, b.net, b.tax_month, b.state,
            b.submitted_at, b.closed_at, b.returned_at, b.reference, (
                select coalesce(array_agg(i.invoice_no order by i.invoice_key), array[]::text[])
                from payee_invoice_uses u
                join payee_invoices i on i.shop_id = @shop and i.invoice_key = u.invoice_key
                where u.shop_id = @shop and u.bill_key = b.bill_key) as invoice_nos, b.reason
        from (
            select * from payout_bills
            where shop_id = @shop and bill_key > @after and (@from is null or submitted_at >= @from)
                and (@to is null or submitted_at < @to)
            order by bill_key limit @take) as b
        join payouts o on o.shop_id = @shop and o.payout_key = b.payout_key
        join payees p on p.shop_id = @shop and p.payee_key = b.payee_key
        join payee_accounts a on a.shop_id = @shop and a.account_key = b.account_key
        join customers c on c.shop_id = @shop and c.customer_key = b.customer_key
        order by b.bill_key
        """;
}
