namespace SocialCommerce.Membership.PointAdjustments;

/// <summary>An adjustment as it is kept, with its decision if there is one.</summary>
/// <param name="OwnerKey">Whose points they are now: of a guest who was claimed the customer's.</param>
internal sealed record PointAdjustmentRow(
    long AdjustmentKey, string AdjustmentId, long OwnerKey, string CustomerId, long Points, string Reason,
    string RequestedBy, DateTimeOffset RequestedAt, bool? Approved = null, string? DecidedBy = null,
    DateTimeOffset? DecidedAt = null, string? Note = null)
{
    private const string Columns = """
        j.adjustment_key, j.adjustment_id, coalesce(c.claimed_by, c.customer_key) as owner_key, c.customer_id, j.points,
        j.reason, j.requested_by, j.recorded_at as requested_at, d.approved, d.decided_by, d.recorded_at as decided_at,
        d.note
        """;

    private const string Joins = """
        point_adjustments j
        join customers c on c.shop_id = @shop and c.customer_key = j.customer_key
        left join point_adjustment_decisions d on d.shop_id = @shop and d.adjustment_key = j.adjustment_key
        """;

    internal const string FindSql = $"""
        select {Columns} from {Joins} where j.shop_id = @shop and j.adjustment_id = @adjustmentId
        """;

    internal const string ListSql = $"""
        select {Columns} from {Joins}
        where j.shop_id = @shop and j.adjustment_key > @after
            and (@status is null or @status = case when d.approved then 'approved' when not d.approved then 'rejected'
                else 'waiting' end)
        order by j.adjustment_key limit @take
        """;

    /// <summary>Carries the owner of an adjustment's points, 0 where there is none.</summary>
    internal const string CarrySql = $"""
        select set_config('{BatchVariables.Buyer}', coalesce(max(coalesce(c.claimed_by, c.customer_key)), 0)::text,
            true)::bigint
        from {Joins} where j.shop_id = @shop and j.adjustment_id = @adjustmentId
        """;

    /// <summary>As the API shows it.</summary>
    public PointAdjustment Shown => new(
        AdjustmentId, CustomerId, Points, Reason, ApprovalStatus.Status(Approved), RequestedBy, RequestedAt, DecidedBy,
        DecidedAt, Note);
}
