namespace SocialCommerce.Ladder.Orders;

/// <summary>
/// Counts a buyer's orders by payment time, then by order id as bytes. An order counts those that were known when it
/// was recorded; one that is reported later moves none of them.
/// </summary>
public static class OrderNumbers
{
    /// <summary>How many orders of a buyer precede one that is being recorded.</summary>
    public static PendingRows<long> OrdersBefore(
        this LadderBatch batch, long shopId, long customerKey, DateTimeOffset paidAt, string orderId) =>
        batch.Rows<long>(BeforeSql, new { shop = shopId, customerKey, paidAt, orderId });

    /// <summary>How many orders a buyer has paid up to an instant, that instant included.</summary>
    public static PendingRows<long> OrdersUntil(
        this LadderBatch batch, long shopId, long customerKey, DateTimeOffset paidAt) =>
        batch.Rows<long>(UntilSql, new { shop = shopId, customerKey, paidAt });

    /// <summary>
    /// How many orders the carried buyer has paid; carries on those that took effect from an instant on and before
    /// another.
    /// </summary>
    public static PendingRows<long> CarryOrdersWithin(
        this LadderBatch batch, long shopId, DateTimeOffset from, DateTimeOffset until) =>
        batch.Rows<long>(WithinSql, new { shop = shopId, from, until });

    /// <summary>The numbers of recorded orders, as each was numbered when it was recorded.</summary>
    public static PendingRows<OrderNumber> OrderNumbersOf(this LadderBatch batch, long shopId, long[] keys) =>
        batch.Rows<OrderNumber>(RecordedSql, new { shop = shopId, keys });

    private const string BeforeSql = """
        select count(*) from orders
        where shop_id = @shop and customer_key = @customerKey
            and (paid_at, order_id collate "C") < (@paidAt, @orderId collate "C")
        """;

    private const string UntilSql = """
        select count(*) from orders where shop_id = @shop and customer_key = @customerKey and paid_at <= @paidAt
        """;

    private const string WithinSql = $"""
        select orders from (
            select count(*) as orders, set_config('{BatchVariables.Orders}', coalesce(
                array_agg(order_key) filter (
                    where least(paid_at, recorded_at) >= @from and least(paid_at, recorded_at) < @until),
                array[]::bigint[])::text, true) as carried
            from orders where shop_id = @shop and customer_key = {BatchVariables.BuyerKey}) as o
        where carried is not null
        """;

    // Keys are drawn while the buyer is locked, so that of one buyer's orders the earlier recorded has the lower key.
    private const string RecordedSql = """
        select o.order_key, earlier.orders + 1 as number
        from orders o
        cross join lateral (
            select count(*) as orders from orders e
            where e.shop_id = @shop and e.customer_key = o.customer_key and e.order_key < o.order_key
                and (e.paid_at, e.order_id collate "C") < (o.paid_at, o.order_id collate "C")) as earlier
        where o.shop_id = @shop and o.order_key = any(@keys)
        """;
}
