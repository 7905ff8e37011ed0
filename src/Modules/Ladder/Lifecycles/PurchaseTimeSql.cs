using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>Reads when customers bought.</summary>
public static class PurchaseTimeSql
{
    /// <summary>When each of these customers paid an order that was not refunded as a whole.</summary>
    public static PendingRows<PurchaseTime> PurchaseTimes(this LadderBatch batch, long shopId, long[] customers) =>
        batch.Rows<PurchaseTime>(TimesSql, new { shop = shopId, customers });

    private const string TimesSql = $"""
        select p.customer_key, p.paid_at from orders p
        where p.shop_id = @shop and p.customer_key = any(@customers) and {KeptLines.OrderIsKept}
        """;
}
