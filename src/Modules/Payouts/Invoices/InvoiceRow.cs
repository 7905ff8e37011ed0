using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Invoices;

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
                and b.state not in {TransferStates.NotPaid}
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
