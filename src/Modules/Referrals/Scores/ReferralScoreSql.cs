namespace SocialCommerce.Referrals.Scores;

/// <summary>Scores by customers who were bound; a guest counts once the customer is known.</summary>
public static class ReferralScoreSql
{
    /// <summary>The highest scores.</summary>
    public static PendingRows<CustomerScore> Scores(
        this ReferralsBatch batch, long shopId, ScoreWindow window, int most) =>
        batch.Rows<CustomerScore>(HighestSql, new { shop = shopId, window.From, window.To, window.Cut, most });

    /// <summary>A customer's score.</summary>
    public static PendingRows<OwnScore> Score(
        this ReferralsBatch batch, long shopId, ScoreWindow window, long customer) =>
        batch.Rows<OwnScore>(OwnSql, new { shop = shopId, window.From, window.To, window.Cut, customer });

    /// <summary>Which of these customers have reached a number of bindings.</summary>
    public static PendingRows<ThresholdReached> Reached(
        this ReferralsBatch batch, long shopId, Threshold threshold, long[] customers) =>
        batch.Rows<ThresholdReached>(ReachedSql, new
        {
            shop = shopId,
            customers,
            threshold.AtLeast,
            threshold.Within,
            threshold.TimeZone,
            threshold.From,
        });

    private const string Scored = $"""
        with scored as materialized (
            select e.parent_key as customer_key, count(*) as score
            from referral_edges e join customers b on b.shop_id = @shop and b.customer_key = e.child_key
            where e.shop_id = @shop and e.recorded_at >= @from and e.recorded_at < @to and e.recorded_at < @cut
                and not b.{Guest.IsGuestId}
            group by e.parent_key)
        """;

    private const string HighestSql = $"""
        {Scored} {ScoreSql.Highest}
        """;

    private const string OwnSql = $"""
        {Scored} {ScoreSql.Own}
        """;

    private const string ReachedSql = $"""
        with happened as (
            select e.parent_key as customer_key, e.recorded_at as at, 1 as amount
            from referral_edges e join customers b on b.shop_id = @shop and b.customer_key = e.child_key
            where e.shop_id = @shop and e.parent_key = any(@customers) and not b.{Guest.IsGuestId}),
        {ScoreSql.Reached}
        """;
}
