namespace SocialCommerce.Payouts.TaxReports;

/// <summary>A remittance as it is kept.</summary>
internal sealed record RemittanceRow(
    long RemittanceKey, string RemittanceId, string Month, long Amount, DateTimeOffset PaidAt, string Document,
    bool? Approved, string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt,
    string? Note)
{
    /// <summary>SQL: remittances r, a condition follows.</summary>
    public const string Select = """
        select r.remittance_key, r.remittance_id, r.month, r.amount, r.paid_at, r.document, r.approved, r.requested_by,
            r.requested_at, r.decided_by, r.decided_at, r.note
        from tax_remittances r where r.shop_id = @shop
        """;

    /// <summary>As the API shows it.</summary>
    public TaxRemittance ToRemittance(Shop shop) => new(
        RemittanceId, Month, shop.Money(
            Amount), PaidAt, Document, ApprovalStatus.Status(Approved), RequestedBy, RequestedAt,
        DecidedBy, DecidedAt, Note);
}
