namespace SocialCommerce.Membership.PointLots;

/// <summary>What the integrity check asks of points.</summary>
internal static class PointChecks
{
    /// <summary>Lots add up to the balances, and follow from what was granted, expired and taken from them.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks =
        [new("pointBalances", BalancesSql), new("pointLots", LotsSql), new("pointSpends", SpendsSql)];

    private const string BalancesSql = """
        select 'customer ' || c.customer_id as subject,
            format('balance %s, lots %s', coalesce(b.points, 0), coalesce(l.points, 0)) as detail
        from (
            select customer_key, sum(points) as points from (
                select customer_key, points from members where shop_id = @shop
                union all
                select customer_key, points from point_accounts where shop_id = @shop) as one
            group by customer_key) as b
        full join (
            select customer_key, sum(points_left) as points from point_lots
            where shop_id = @shop and points_left > 0 group by customer_key) as l on l.customer_key = b.customer_key
        join customers c on c.shop_id = @shop and c.customer_key = coalesce(b.customer_key, l.customer_key)
        where @unit <> '' and greatest(0, coalesce(b.points, 0)) <> coalesce(l.points, 0)
        order by c.customer_key limit 20
        """;

    private const string LotsSql = """
        select 'lot of ' || l.source || ' ' || l.source_key as subject,
            format('%s left of %s, %s expired, %s taken', l.points_left, l.points, l.expired, -coalesce(p.points, 0))
                as detail
        from point_lots l
        left join (
            select lot_key, sum(points) as points from point_lot_parts where shop_id = @shop group by lot_key) as p
            on p.lot_key = l.lot_key
        where l.shop_id = @shop and @unit <> '' and l.points_left <> l.points - l.expired + coalesce(p.points, 0)
        order by l.lot_key limit 20
        """;

    private const string SpendsSql = """
        select 'spend ' || s.spend_id as subject,
            format('%s of %s points cancelled, by cancellations %s, drawn from lots %s, booked %s', s.cancelled,
                s.points, coalesce(k.points, 0), coalesce(p.points, 0), coalesce(m.points, 0)) as detail
        from point_spends s
        left join (
            select spend_key, sum(points) as points from point_spend_cancellations where shop_id = @shop
            group by spend_key) as k on k.spend_key = s.spend_key
        left join (
            select subject_key, -sum(points) as points from point_lot_parts
            where shop_id = @shop and cause = 'spend' group by subject_key) as p on p.subject_key = s.spend_key
        left join (
            select subject_id, sum(case event when 'pointsSpent' then amount else -amount end) as points
            from movements where shop_id = @shop and event in ('pointsSpent', 'pointsReturned')
            group by subject_id) as m on m.subject_id = s.spend_key
        where s.shop_id = @shop and @unit <> '' and (
            s.cancelled <> coalesce(k.points, 0) or s.points - s.cancelled <> coalesce(p.points, 0)
            or s.points - s.cancelled <> coalesce(m.points, 0))
        order by s.spend_key limit 20
        """;
}
