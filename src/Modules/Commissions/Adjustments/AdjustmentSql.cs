namespace SocialCommerce.Commissions.Adjustments;

/// <summary>The statements about adjustments.</summary>
internal static class AdjustmentSql
{
    /// <summary>An adjustment by the shop's own id.</summary>
    public static PendingRows<AdjustmentRow> Adjustment(
        this CommissionsBatch batch, long shopId, string adjustmentId) =>
        batch.Rows<AdjustmentRow>(FindSql, new { shop = shopId, adjustmentId });

    /// <summary>SQL: approved adjustments as what statements hold; a condition on m follows.</summary>
    internal const string Lines = """
        select m.customer_key, c.customer_id, m.movement_id, null::text as order_id, null::text as rule, j.kind,
            null::int as depth, null::text as tier, m.event,
            case when m.to_account = 'expense' then -m.amount else m.amount end as amount, m.occurred_at,
            m.recorded_at, null::timestamptz as matures_at, m.recorded_at as eligible_at, j.adjustment_id, j.reason,
            j.document, null::text as source_kind, null::text as source_id
        from movements m
        join adjustments j on j.shop_id = @shop and j.adjustment_key = m.subject_id
        join customers c on c.shop_id = @shop and c.customer_key = m.customer_key
        """;

    private const string FindSql = $"""
        select {AdjustmentRow.Columns} from adjustments j {AdjustmentRow.Joins}
        where j.shop_id = @shop and j.adjustment_id = @adjustmentId
        """;
}
