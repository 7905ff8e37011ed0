namespace SocialCommerce.Kernel.Consents;

/// <summary>What other flows ask of consents.</summary>
public static class ConsentSql
{
    /// <summary>The purpose of showing other customers who is on a leaderboard.</summary>
    public const string NameOnBoards = "nameOnBoards";

    /// <summary>
    /// Those of some customers who agree to a purpose: the latest answer by its own time counts, also one of a guest
    /// who the customer turned out to be.
    /// </summary>
    public static PendingRows<long> Agreeing(this SqlBatch batch, long shopId, string purpose, long[] customerKeys) =>
        batch.Rows<long>(AgreeingSql, new { shop = shopId, purpose, customerKeys });

    private const string AgreeingSql = """
        select latest.customer_key from (
            select distinct on (k.customer_key) k.customer_key, n.granted
            from unnest(@customerKeys) as k(customer_key)
            join customers g on g.shop_id = @shop
                and (g.customer_key = k.customer_key or g.claimed_by = k.customer_key)
            join consents n on n.shop_id = @shop and n.customer_key = g.customer_key and n.purpose = @purpose
            order by k.customer_key, n.given_at desc, n.consent_key desc) as latest
        where latest.granted
        """;
}
