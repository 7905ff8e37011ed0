namespace SocialCommerce.Membership.PointLots;

/// <summary>The lot of an order, opened by the statement that grants its points.</summary>
internal static class GrantedLot
{
    /// <summary>
    /// SQL: expressions of the statement, after one named saved that has the points of the member row. A debt from
    /// before is paid back by the lot; what the balance is after the grant says how much of it is left.
    /// </summary>
    public const string Opens = """
        opened as (
            insert into point_lots (shop_id, customer_key, source, source_key, points, points_left, active_from,
                expires_at, notice_at, due_at, earned_at, recorded_at)
            select @shop, @customer, 'order', @orderKey, @grantedPoints, greatest(0, least(@grantedPoints,
                s.points + coalesce(a.points, 0))), @activeFrom, @expiresAt, @noticeAt, @dueAt, @occurredAt, @recordedAt
            from saved s left join point_accounts a on a.shop_id = @shop and a.customer_key = @customer
            where @grantedPoints > 0
            returning lot_key, points - points_left as repaid),
        repaid as (
            insert into point_lot_parts (shop_id, lot_key, cause, subject_key, points, recorded_at)
            select @shop, lot_key, 'debt', @customer, -repaid, @recordedAt from opened where repaid > 0),
        told as (
            insert into outbox (shop_id, type, payload, recorded_at)
            select @shop, 'points.earned', jsonb_build_object(
                'customerId', customer_id, 'orderId', @orderId, 'points', @grantedPoints), @recordedAt
            from customers
            where @announces and @grantedPoints > 0 and shop_id = @shop and customer_key = @customer)
        """;
}
