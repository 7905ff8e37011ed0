namespace SocialCommerce.Membership.PointLots;

/// <summary>
/// The points of the carried customer, read under the customer's lock where something is to be written: of several
/// writers each sees what the others left, so that no lot falls below 0.
/// </summary>
public sealed class LotInputs
{
    private readonly PendingRows<PointLot> _lots;
    private readonly PendingRows<long> _points;

    private LotInputs(MembershipBatch batch, long shopId, string sql, string? spendId = null)
    {
        _lots = batch.Rows<PointLot>(sql, new { shop = shopId, spendId });
        _points = batch.Rows<long>(PointsSql, new { shop = shopId });
    }

    /// <summary>Whether the lot of the carried order is known.</summary>
    internal bool HasOwn => _lots.List.Exists(lot => lot.Own);

    /// <summary>What is left.</summary>
    internal static LotInputs Of(MembershipBatch batch, long shopId) => new(batch, shopId, LeftSql);

    /// <summary>The same, with the lot of the carried order and those that its refunds have taken from.</summary>
    internal static LotInputs OfOrder(MembershipBatch batch, long shopId) => new(batch, shopId, OrderSql);

    /// <summary>The same, with the lots that a spend has taken from.</summary>
    internal static LotInputs OfSpend(MembershipBatch batch, long shopId, string spendId) =>
        new(batch, shopId, SpendSql, spendId);

    /// <summary>The balance at a time.</summary>
    internal PointBalance At(DateTimeOffset now) => PointBalance.Of(_lots.List, _points.First, now);

    private const string Columns = "l.lot_key as key, l.points_left as left, l.active_from, l.expires_at";

    private const string LeftLots = $"""
        select lot_key from point_lots
        where shop_id = @shop and customer_key = {BatchVariables.BuyerKey} and points_left > 0
        """;

    private const string LeftSql = $"""
        select {Columns}, false as own, 0::bigint as drawn from point_lots l
        where l.shop_id = @shop and l.customer_key = {BatchVariables.BuyerKey} and l.points_left > 0
            and @spendId::text is null
        """;

    private const string OrderSql = $"""
        with parts as (
            select lot_key, -sum(points)::bigint as drawn from point_lot_parts
            where shop_id = @shop and cause = 'refund' and subject_key = {BatchVariables.OrderKey} group by lot_key)
        select {Columns}, l.source = 'order' and l.source_key = {BatchVariables.OrderKey} as own,
            greatest(0, coalesce(p.drawn, 0)) as drawn
        from point_lots l left join parts p on p.lot_key = l.lot_key
        where l.shop_id = @shop and @spendId::text is null and l.lot_key in (
            {LeftLots} union select lot_key from parts
            union select lot_key from point_lots
                where shop_id = @shop and source = 'order' and source_key = {BatchVariables.OrderKey})
        """;

    private const string SpendSql = $"""
        with parts as (
            select p.lot_key, -sum(p.points)::bigint as drawn
            from point_spends s
                join point_lot_parts p on p.shop_id = @shop and p.cause = 'spend' and p.subject_key = s.spend_key
            where s.shop_id = @shop and s.spend_id = @spendId group by p.lot_key)
        select {Columns}, false as own, coalesce(p.drawn, 0) as drawn
        from point_lots l left join parts p on p.lot_key = l.lot_key
        where l.shop_id = @shop and l.lot_key in ({LeftLots} union select lot_key from parts)
        """;

    /// <summary>SQL: the balance of a person by key, as the ledger has it.</summary>
    private const string PointsSql = $"""
        select coalesce(sum(points), 0)::bigint from (
            select points from members where shop_id = @shop and customer_key = {BatchVariables.BuyerKey}
            union all
            select points from point_accounts where shop_id = @shop and customer_key = {BatchVariables.BuyerKey}) as b
        """;
}
