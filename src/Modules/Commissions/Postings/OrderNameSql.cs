namespace SocialCommerce.Commissions.Postings;

/// <summary>Names orders whose commission is booked.</summary>
public static class OrderNameSql
{
    /// <summary>The ids of orders by their keys.</summary>
    public static PendingRows<OrderName> OrderIds(this CommissionsBatch batch, long shopId, long[] keys) =>
        batch.Rows<OrderName>(OrdersSql, new { shop = shopId, keys });

    private const string OrdersSql = """
        select order_key, order_id from commission_orders where shop_id = @shop and order_key = any(@keys)
        """;
}
