namespace SocialCommerce.Touchpoints.FirstTouches;

/// <summary>How customers first met a touchpoint, as statements that reports carry.</summary>
public static class TouchSql
{
    /// <summary>The first scan of each customer; the scans of a claimed guest are the customer's.</summary>
    public static PendingRows<FirstScan> FirstScans(this TouchpointsBatch batch, long shopId) =>
        batch.Rows<FirstScan>(ScansSql, new { shop = shopId });

    /// <summary>The orders that are attributed to a touchpoint.</summary>
    public static PendingRows<AttributedOrder> AttributedOrders(this TouchpointsBatch batch, long shopId) =>
        batch.Rows<AttributedOrder>(OrdersSql, new { shop = shopId });

    private const string ScansSql = """
        select distinct on (key) coalesce(c.claimed_by, c.customer_key) as key, s.scanned_at, t.touchpoint_id
        from scans s
        join customers c on c.shop_id = @shop and c.customer_key = s.customer_key
        join touchpoints t on t.shop_id = @shop and t.touchpoint_key = s.touchpoint_key
        where s.shop_id = @shop
        order by key, s.scanned_at, s.scan_key
        """;

    private const string OrdersSql = """
        select a.order_key, t.touchpoint_id
        from attributions a
        join touchpoints t on t.shop_id = @shop and t.touchpoint_key = a.touchpoint_key
        where a.shop_id = @shop
        """;
}
