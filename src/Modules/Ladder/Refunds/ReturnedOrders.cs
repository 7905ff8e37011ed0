namespace SocialCommerce.Ladder.Refunds;

/// <summary>The statement that counts what a person has bought and given back.</summary>
public static class ReturnedOrders
{
    /// <summary>How many orders of a person, paid in that time, were refunded whole.</summary>
    public static PendingRows<long> CountReturned(
        this LadderBatch batch, long shopId, long customerKey, DateTimeOffset since, DateTimeOffset until) =>
        batch.Rows<long>(Sql, new { shop = shopId, customerKey, since, until });

    private const string Sql = """
        select count(*) from orders
        where shop_id = @shop and customer_key = @customerKey and paid_at > @since and paid_at <= @until
            and value_minor > 0 and refunded_minor >= value_minor
        """;
}
