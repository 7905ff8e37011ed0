using SocialCommerce.Ladder.Scores;
using SocialCommerce.Membership.Leaderboards;
using SocialCommerce.Referrals.Scores;

namespace SocialCommerce.Flows.Honours;

/// <summary>Which module knows a metric.</summary>
internal static class MetricScores
{
    /// <summary>The highest scores.</summary>
    public static PendingRows<CustomerScore> Scores(
        this SqlBatch batch, string metric, long shopId, ScoreWindow window, int most) => metric switch
        {
            BoardMetrics.Orders => batch.Ladder.OrderScores(shopId, window, most),
            BoardMetrics.Spend => batch.Ladder.SpendScores(shopId, window, most),
            BoardMetrics.Points => batch.Membership.PointScores(shopId, window, most),
            _ => batch.Referrals.Scores(shopId, window, most),
        };

    /// <summary>A customer's score and rank.</summary>
    public static PendingRows<OwnScore> Score(
        this SqlBatch batch, string metric, long shopId, ScoreWindow window, long customer) => metric switch
        {
            BoardMetrics.Orders => batch.Ladder.OrderScore(shopId, window, customer),
            BoardMetrics.Spend => batch.Ladder.SpendScore(shopId, window, customer),
            BoardMetrics.Points => batch.Membership.PointScore(shopId, window, customer),
            _ => batch.Referrals.Score(shopId, window, customer),
        };

    /// <summary>Which of these customers have reached a threshold.</summary>
    public static PendingRows<ThresholdReached> Reached(
        this SqlBatch batch, string metric, long shopId, Threshold threshold, long[] customers) => metric switch
        {
            BoardMetrics.Orders => batch.Ladder.OrdersReached(shopId, threshold, customers),
            BoardMetrics.Spend => batch.Ladder.SpendReached(shopId, threshold, customers),
            BoardMetrics.Points => batch.Membership.PointsReached(shopId, threshold, customers),
            _ => batch.Referrals.Reached(shopId, threshold, customers),
        };
}
