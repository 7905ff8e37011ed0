namespace SocialCommerce.Kernel.Identities;

/// <summary>The statements about what people are recognised by; only keyed hashes are kept.</summary>
public static class IdentitySql
{
    /// <summary>Adds identities to a person and to the guests that the person has claimed.</summary>
    public static void AddIdentities(
        this SqlBatch batch, long shopId, long customerKey, string[] kinds, byte[][] hashes, DateTimeOffset now) =>
        batch.Do(AddSql, new { shop = shopId, customerKey, kinds, hashes, now });

    /// <summary>How many identities of which kind are known of a person.</summary>
    public static PendingRows<IdentityCount> CountIdentities(this SqlBatch batch, long shopId, long customerKey) =>
        batch.Rows<IdentityCount>(CountSql, new { shop = shopId, customerKey });

    private const string AddSql = """
        insert into customer_identities (shop_id, customer_key, kind, fingerprint, recorded_at)
        select distinct @shop, p.customer_key, i.kind, i.hash, @now
        from unnest(@kinds, @hashes) as i(kind, hash)
        cross join (
            select customer_key from customers
            where shop_id = @shop and (customer_key = @customerKey or claimed_by = @customerKey)) as p
        on conflict (shop_id, customer_key, kind, fingerprint) do nothing
        """;

    private const string CountSql = """
        select kind, count(*) as known from customer_identities
        where shop_id = @shop and customer_key = @customerKey group by kind order by kind
        """;
}
