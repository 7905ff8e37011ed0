namespace SocialCommerce.Ladder.Products;

/// <summary>
/// The lock under which what belongs to a product is changed: of two changes at once the second sees the first.
/// </summary>
internal static class ProductLock
{
    /// <summary>Locks a product; no row where it is unknown.</summary>
    public static PendingRows<string> LockProduct(this SqlBatch batch, long shopId, string productId) =>
        batch.Rows<string>(LockSql, new { shop = shopId, productId });

    private const string LockSql = """
        select product_id from products where shop_id = @shop and product_id = @productId for no key update
        """;
}
