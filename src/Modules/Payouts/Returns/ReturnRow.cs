namespace SocialCommerce.Payouts.Returns;

/// <summary>A return as it is kept.</summary>
internal sealed record ReturnRow(
    long ReturnKey, long TransferKey, string TransferNo, string CustomerId, long Net, string Reason, string Document,
    bool? Approved, string ReportedBy, DateTimeOffset ReportedAt, string? DecidedBy, DateTimeOffset? DecidedAt,
    string? Note)
{
    /// <summary>SQL: returns r of transfers b, a condition follows.</summary>
    public const string Select = """
        select r.return_key, r.transfer_key, b.transfer_no, c.customer_id, b.net, r.reason, r.document, r.approved,
            r.reported_by, r.reported_at, r.decided_by, r.decided_at, r.note
        from payout_returns r
        join payout_transfers b on b.shop_id = @shop and b.transfer_key = r.transfer_key
        join customers c on c.shop_id = @shop and c.customer_key = b.customer_key
        where r.shop_id = @shop
        """;

    /// <summary>As the API shows it.</summary>
    public PayoutReturn ToReturn(Shop shop) => new(
        TransferNo, CustomerId, shop.Money(Net), Reason, Document, ApprovalStatus.Status(Approved), ReportedBy,
        ReportedAt, DecidedBy, DecidedAt, Note);
}
