namespace SocialCommerce.Commissions.Adjustments;

/// <summary>An adjustment as it is kept, with its decision if there is one.</summary>
internal sealed record AdjustmentRow(
    long AdjustmentKey, string AdjustmentId, long CustomerKey, string CustomerId, string Kind, long Amount,
    string Reason, string Document, string RequestedBy, DateTimeOffset RequestedAt, bool? Approved, string? DecidedBy,
    DateTimeOffset? DecidedAt, string? Note, string? TaxMonth)
{
    public const string Columns = """
        j.adjustment_key, j.adjustment_id, j.customer_key, c.customer_id, j.kind, j.amount, j.reason, j.document,
        j.requested_by, j.recorded_at as requested_at, d.approved, d.decided_by, d.recorded_at as decided_at, d.note,
        j.tax_month
        """;

    public const string Joins = """
        join customers c on c.shop_id = @shop and c.customer_key = j.customer_key
        left join adjustment_decisions d on d.shop_id = @shop and d.adjustment_key = j.adjustment_key
        """;

    public Adjustment ToAdjustment(Shop shop) => new(
        AdjustmentId, CustomerId, Kind, shop.Money(
            Amount), Reason, Document, ApprovalStatus.Status(Approved), RequestedBy,
        RequestedAt, DecidedBy, DecidedAt, Note, TaxMonth);
}
