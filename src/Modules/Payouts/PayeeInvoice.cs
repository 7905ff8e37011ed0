using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>An invoice (发票) that a business sent for what it is paid.</summary>
/// <param name="InvoiceId">Its id.</param>
/// <param name="PayeeId">Who sent it.</param>
/// <param name="InvoiceNo">The sender's number.</param>
/// <param name="Amount">What it comes to, its own tax included.</param>
/// <param name="Tax">The tax that it shows, as a part of the amount.</param>
/// <param name="IssuedOn">Its date.</param>
/// <param name="PeriodStart">The first day that it is for.</param>
/// <param name="PeriodEnd">The last day that it is for.</param>
/// <param name="Status"><c>open</c>, <c>used</c> or <c>voided</c>.</param>
/// <param name="BillNos">The bills that were paid against it.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="RecordedBy">Operator id of the person who recorded it; absent where a backend did.</param>
/// <param name="VoidedAt">When it was voided.</param>
/// <param name="VoidedBy">Operator id of the person who voided it.</param>
/// <param name="VoidReason">Why.</param>
public sealed record PayeeInvoice(
    string InvoiceId, string PayeeId, string InvoiceNo, Money Amount, Money Tax, string IssuedOn, string? PeriodStart,
    string? PeriodEnd, string Status, IReadOnlyList<string> BillNos, DateTimeOffset RecordedAt, string? RecordedBy,
    DateTimeOffset? VoidedAt, string? VoidedBy, string? VoidReason)
{
    /// <summary>Prefix of ids.</summary>
    internal const string Prefix = "inv";

    /// <summary>Every status.</summary>
    internal static readonly IReadOnlyCollection<string> Statuses = ["open", "used", "voided"];
}

/// <summary>An invoice as it is kept.</summary>
internal sealed record InvoiceRow(
    long InvoiceKey, long PayeeKey, string InvoiceNo, long Amount, long Tax, string IssuedOn, string? PeriodStart,
    string? PeriodEnd, string[] BillNos, DateTimeOffset RecordedAt, string? RecordedBy, DateTimeOffset? VoidedAt,
    string? VoidedBy, string? VoidReason)
{
    /// <summary>SQL: invoices i with the bills that stand against them, a condition follows.</summary>
    public const string Select = $"""
        select i.invoice_key, i.payee_key, i.invoice_no, i.amount, i.tax, i.issued_on, i.period_start, i.period_end,
            u.bill_nos, i.recorded_at, i.recorded_by, i.voided_at, i.voided_by, i.void_reason
        from payee_invoices i
        cross join lateral (
            select coalesce(array_agg(b.bill_no order by b.bill_key), array[]::text[]) as bill_nos
            from payee_invoice_uses n
            join payout_bills b on b.shop_id = @shop and b.bill_key = n.bill_key
                and b.state not in {BatchReading.NotPaid}
            where n.shop_id = @shop and n.invoice_key = i.invoice_key) as u
        where i.shop_id = @shop
        """;

    /// <summary>As the API shows it.</summary>
    public PayeeInvoice ToInvoice(Shop shop) => new(
        PublicId.Of(PayeeInvoice.Prefix, InvoiceKey), PublicId.Of(Payee.Prefix, PayeeKey), InvoiceNo,
        shop.Money(Amount), shop.Money(Tax), IssuedOn, PeriodStart, PeriodEnd,
        VoidedAt is not null ? "voided" : BillNos.Length > 0 ? "used" : "open", BillNos, RecordedAt, RecordedBy,
        VoidedAt, VoidedBy, VoidReason);
}

/// <summary>The statements about invoices.</summary>
internal static class InvoiceStatements
{
    /// <summary>The invoice of a payee that stands under a number.</summary>
    public static Rows<InvoiceRow> InvoiceOf(this Batch batch, long shopId, long payeeKey, string invoiceNo) =>
        batch.Rows<InvoiceRow>(StandingSql, new { shop = shopId, payeeKey, invoiceNo });

    /// <summary>Locks a payee until the transaction ends, so that an invoice is used or voided, and tells its kind.
    /// </summary>
    public static Rows<string> LockPayee(this Batch batch, long shopId, long payeeKey) =>
        batch.Rows<string>(LockSql, new { shop = shopId, payeeKey });

    private const string StandingSql = $"""
        {InvoiceRow.Select} and i.payee_key = @payeeKey and i.invoice_no = @invoiceNo and i.voided_at is null
        """;

    private const string LockSql = """
        select kind from payees where shop_id = @shop and payee_key = @payeeKey for no key update
        """;
}
