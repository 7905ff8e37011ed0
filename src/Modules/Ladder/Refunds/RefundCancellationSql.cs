namespace SocialCommerce.Ladder.Refunds;

/// <summary>The statement that reads what a cancellation takes back.</summary>
public static class RefundCancellationSql
{
    /// <summary>The status of a refund that was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>What a refund with this id added to its order's sums, if one took effect.</summary>
    public static PendingRows<RecordedRefund> RecordedRefund(this LadderBatch batch, long shopId, string refundId) =>
        batch.Rows<RecordedRefund>(RecordedSql, new { shop = shopId, refundId });

    private const string RecordedSql = """
        select r.refund_key, r.plain_minor, r.shipping_minor, r.tax_minor, r.tax_apart_minor,
            l.line_nos, l.units, l.unpriced, l.amounts
        from refunds r
        cross join lateral (
            select coalesce(array_agg(line_no order by line_no), array[]::int[]) as line_nos,
                coalesce(array_agg(units order by line_no), array[]::numeric[]) as units,
                coalesce(array_agg(unpriced_units order by line_no), array[]::numeric[]) as unpriced,
                coalesce(array_agg(amount_minor order by line_no), array[]::bigint[]) as amounts
            from refund_lines
            where shop_id = @shop and order_key = r.order_key and refund_key = r.refund_key) as l
        where r.shop_id = @shop and r.refund_id = @refundId and r.cancels is null
        """;
}
