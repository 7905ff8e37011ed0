namespace SocialCommerce.Membership.Leaderboards;

/// <summary>
/// Scores by points that orders earned less those that refunds took back, by their own times. Those of a guest are the
/// claiming customer's.
/// </summary>
public static class PointScoreSql
{
    /// <summary>The highest scores.</summary>
    public static PendingRows<CustomerScore> PointScores(
        this MembershipBatch batch, long shopId, ScoreWindow window, int most) =>
        batch.Rows<CustomerScore>(HighestSql, new { shop = shopId, window.From, window.To, window.Cut, most });

    /// <summary>A customer's score.</summary>
    public static PendingRows<OwnScore> PointScore(
        this MembershipBatch batch, long shopId, ScoreWindow window, long customer) =>
        batch.Rows<OwnScore>(OwnSql, new { shop = shopId, window.From, window.To, window.Cut, customer });

    /// <summary>Which of these customers have reached a number of points.</summary>
    public static PendingRows<ThresholdReached> PointsReached(
        this MembershipBatch batch, long shopId, Threshold threshold, long[] customers) =>
        batch.Rows<ThresholdReached>(ReachedSql, new
        {
            shop = shopId,
            customers,
            threshold.AtLeast,
            threshold.Within,
            threshold.TimeZone,
            threshold.From,
        });

    private const string Signed = "case m.event when 'earned' then m.amount else -m.amount end";

    private const string Counted = $"""
        m.shop_id = @shop and m.unit = '{Movement.Points}' and m.event in ('earned', 'takenBack')
        """;

    private const string Scored = $"""
        with scored as materialized (
            select coalesce(p.claimed_by, p.customer_key) as customer_key, sum({Signed})::bigint as score
            from movements m join customers p on p.shop_id = @shop and p.customer_key = m.customer_key
            where {Counted} and m.occurred_at >= @from and m.occurred_at < @to and m.recorded_at < @cut
            group by coalesce(p.claimed_by, p.customer_key))
        """;

    private const string HighestSql = $"""
        {Scored} {ScoreSql.Highest}
        """;

    private const string OwnSql = $"""
        {Scored} {ScoreSql.Own}
        """;

    private const string ReachedSql = $"""
        with own as (
            select customer_key, customer_key as owner from customers
            where shop_id = @shop and customer_key = any(@customers)
            union all
            select customer_key, claimed_by from customers where shop_id = @shop and claimed_by = any(@customers)),
        happened as (
            select o.owner as customer_key, m.occurred_at as at, {Signed} as amount
            from own o join movements m on m.customer_key = o.customer_key and {Counted}),
        {ScoreSql.Reached}
        """;
}
