namespace SocialCommerce.Membership.Earning;

/// <summary>The statements by which customers wait for their points to be judged again.</summary>
public static class PointReviewSql
{
    /// <summary>Notes a customer in whose past something has changed.</summary>
    public static void DoubtPoints(this MembershipBatch batch, long shopId, long customerKey) =>
        batch.Do(DoubtSql, new { shop = shopId, customerKey });

    /// <summary>Shops with customers who wait.</summary>
    public static Task<List<Shop>> PointReviewShops(this Db db, CancellationToken cancel) =>
        db.Rows<Shop>(0, ShopsSql, new { }, cancel);

    /// <summary>Some of the customers who wait, by key.</summary>
    public static PendingRows<long> DoubtedPoints(this MembershipBatch batch, long shopId, int limit) =>
        batch.Rows<long>(DoubtedSql, new { shop = shopId, limit });

    /// <summary>Those of some customers who wait.</summary>
    public static PendingRows<long> DoubtedPoints(this MembershipBatch batch, long shopId, long[] customerKeys) =>
        batch.Rows<long>(AmongSql, new { shop = shopId, customerKeys });

    /// <summary>Notes that a customer's points have been judged.</summary>
    public static void EndDoubt(this MembershipBatch batch, long shopId, long customerKey) =>
        batch.Do(EndSql, new { shop = shopId, customerKey });

    private const string ShopsSql = """
        select shop_id as id, currency, time_zone, sandbox, jurisdiction from point_review_shops()
        """;

    private const string DoubtSql = """
        insert into point_reviews (shop_id, customer_key) values (@shop, @customerKey) on conflict do nothing
        """;

    private const string DoubtedSql = """
        select customer_key from point_reviews where shop_id = @shop order by customer_key limit @limit
        """;

    private const string AmongSql = """
        select customer_key from point_reviews where shop_id = @shop and customer_key = any(@customerKeys)
        """;

    private const string EndSql = """
        delete from point_reviews where shop_id = @shop and customer_key = @customerKey
        """;
}
