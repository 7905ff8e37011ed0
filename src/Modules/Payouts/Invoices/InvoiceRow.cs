using SocialCommerce.Payouts.Payees;
using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Invoices;

/// <summary>An invoice as it is kept.</summary>
internal sealed record InvoiceRow(
    long InvoiceKey, long PayeeKey, string InvoiceNo, long Amount, long Tax, string IssuedOn, string? PeriodStart,
    string? PeriodEnd, string[] TransferNos, DateTimeOffset RecordedAt, string? RecordedBy, DateTimeOffset? VoidedAt,
    string? VoidedBy, string? VoidReason)
{
    /// <summary>SQL: invoices i with the transfers that stand against them, a condition follows.</summary>
    public const string Select = $"""
        select i.invoice_key, i.payee_key, i.invoice_no, i.amount, i.tax, i.issued_on, i.period_start, i.period_end,
            u.transfer_nos, i.recorded_at, i.recorded_by, i.voided_at, i.voided_by, i.void_reason
        from payee_invoices i
        cross join lateral (
            select coalesce(array_agg(b.transfer_no order by b.transfer_key), array[]::text[]) as transfer_nos
            from payee_invoice_uses n
            join payout_transfers b on b.shop_id = @shop and b.transfer_key = n.transfer_key
                and b.state not in {TransferStates.NotPaid}
            where n.shop_id = @shop and n.invoice_key = i.invoice_key) as u
        where i.shop_id = @shop
        """;

    /// <summary>As the API shows it.</summary>
    public PayeeInvoice ToInvoice(Shop shop) => new(
        PublicId.Of(PayeeInvoice.Prefix, InvoiceKey), PublicId.Of(Payee.Prefix, PayeeKey), InvoiceNo,
        shop.Money(Amount), shop.Money(Tax), IssuedOn, PeriodStart, PeriodEnd,
        VoidedAt is not null ? "voided" : TransferNos.Length > 0 ? "used" : "open", TransferNos, RecordedAt, RecordedBy,
        VoidedAt, VoidedBy, VoidReason);
}
