using SocialCommerce.Ladder.Cohorts;
using SocialCommerce.Ladder.Journeys;

namespace SocialCommerce.Ladder.Scores;

/// <summary>Scores by orders of which something is left, or by what is left of their value.</summary>
public static class PurchaseScoreSql
{
    /// <summary>The highest scores by orders.</summary>
    public static PendingRows<CustomerScore> OrderScores(
        this LadderBatch batch, long shopId, ScoreWindow window, int most) =>
        batch.Scores(shopId, window, most, counts: true);

    /// <summary>The highest scores by spend.</summary>
    public static PendingRows<CustomerScore> SpendScores(
        this LadderBatch batch, long shopId, ScoreWindow window, int most) =>
        batch.Scores(shopId, window, most, counts: false);

    /// <summary>A customer's score by orders.</summary>
    public static PendingRows<OwnScore> OrderScore(
        this LadderBatch batch, long shopId, ScoreWindow window, long customer) =>
        batch.Score(shopId, window, customer, counts: true);

    /// <summary>A customer's score by spend.</summary>
    public static PendingRows<OwnScore> SpendScore(
        this LadderBatch batch, long shopId, ScoreWindow window, long customer) =>
        batch.Score(shopId, window, customer, counts: false);

    /// <summary>Which of these customers have reached a number of orders.</summary>
    public static PendingRows<ThresholdReached> OrdersReached(
        this LadderBatch batch, long shopId, Threshold threshold, long[] customers) =>
        batch.Reached(shopId, threshold, customers, counts: true);

    /// <summary>Which of these customers have reached a spend.</summary>
    public static PendingRows<ThresholdReached> SpendReached(
        this LadderBatch batch, long shopId, Threshold threshold, long[] customers) =>
        batch.Reached(shopId, threshold, customers, counts: false);

    /// <summary>The last order that was recorded; 0 before the first.</summary>
    public static PendingRows<long> LastOrder(this LadderBatch batch, long shopId) =>
        batch.Rows<long>(LastSql, new { shop = shopId });

    /// <summary>A page of orders after a key: its last key, null for none, and who bought.</summary>
    public static PendingRows<BuyersPage> Buyers(this LadderBatch batch, long shopId, long after, int most) =>
        batch.Rows<BuyersPage>(BuyersSql, new { shop = shopId, after, most });

    private static PendingRows<CustomerScore> Scores(
        this LadderBatch batch, long shopId, ScoreWindow window, int most, bool counts) =>
        batch.Rows<CustomerScore>(
            HighestSql, new { shop = shopId, window.From, window.To, window.Cut, most, counts });

    private static PendingRows<OwnScore> Score(
        this LadderBatch batch, long shopId, ScoreWindow window, long customer, bool counts) =>
        batch.Rows<OwnScore>(
            OwnSql, new { shop = shopId, window.From, window.To, window.Cut, customer, counts });

    private static PendingRows<ThresholdReached> Reached(
        this LadderBatch batch, long shopId, Threshold threshold, long[] customers, bool counts) =>
        batch.Rows<ThresholdReached>(ReachedSql, new
        {
            shop = shopId,
            customers,
            threshold.AtLeast,
            threshold.Within,
            threshold.TimeZone,
            threshold.From,
            counts,
        });

    // An order's header has what refunds and amendments have made of it by now: what was recorded from the cut on is
    // taken off again.
    private const string Scored = $"""
        with later as materialized (
            select order_key, sum(value_minor) as value_minor, sum(refunded_minor) as refunded_minor
            from (
                select order_key, value_minor, refunded_minor from order_amendments
                where shop_id = @shop and recorded_at >= @cut
                union all
                select order_key, 0, value_minor from refunds
                where shop_id = @shop and status = 'applied' and applied_at >= @cut) as changes
            group by order_key),
        paid as (
            select o.customer_key, o.value_minor - coalesce(l.value_minor, 0) as value_minor,
                o.refunded_minor - coalesce(l.refunded_minor, 0) as refunded_minor
            from orders o left join later l on l.order_key = o.order_key
            where o.shop_id = @shop and o.paid_at >= @from and o.paid_at < @to and o.recorded_at < @cut),
        scored as materialized (
            select p.customer_key, case when @counts then count(*) filter (where {KeptLines.OrderIsKept})
                else sum(p.value_minor - p.refunded_minor) end::bigint as score
            from paid p group by p.customer_key)
        """;

    private const string HighestSql = $"""
        {Scored} {ScoreSql.Highest}
        """;

    private const string OwnSql = $"""
        {Scored} {ScoreSql.Own}
        """;

    private const string ReachedSql = $"""
        with happened as (
            select p.customer_key, p.paid_at as at,
                case when @counts then 1 else p.value_minor - p.refunded_minor end as amount
            from orders p
            where p.shop_id = @shop and p.customer_key = any(@customers) and {KeptLines.OrderIsKept}),
        {ScoreSql.Reached}
        """;

    private const string LastSql = "select coalesce(max(order_key), 0) from orders where shop_id = @shop";

    private const string BuyersSql = """
        select max(order_key) as last, array_agg(distinct customer_key) as customers
        from (
            select order_key, customer_key from orders
            where shop_id = @shop and order_key > @after order by order_key limit @most) as page
        """;
}
