namespace SocialCommerce.Ladder.Products;

/// <summary>Finds products by what they are for.</summary>
public static class ProductsByRole
{
    /// <summary>Products of a role, and those of some classes.</summary>
    public static PendingRows<ProductPlace> ProductPlaces(
        this LadderBatch batch, long shopId, string role, IReadOnlyList<string> classes) =>
        batch.Rows<ProductPlace>(PlacesSql, new { shop = shopId, role, classes = classes.ToArray() });

    private const string PlacesSql = """
        select product_id, class, rung, role from products
        where shop_id = @shop and (role = @role or class = any(@classes)) order by product_id
        """;
}
