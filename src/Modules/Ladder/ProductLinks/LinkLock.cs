using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>What a change of a product's links reads first. It locks the product: changes of its links queue.</summary>
internal static class LinkLock
{
    /// <summary>Locks the product, which must be known.</summary>
    public static async Task<Row?> LockLink(
        this ShopTransaction transaction, string productId, string linkedProductId)
    {
        var reads = transaction.Batch();
        var shop = transaction.ShopId;
        var locked = reads.LockProduct(shop, productId);
        var found = reads.Rows<Row>(LinkSql, new { shop, productId, linkedProductId });
        await reads.Run(transaction.Cancel);
        return locked.First is null ? throw ProductProblems.ProductNotFound.For(productId) : found.First;
    }

    /// <summary>The link as it is kept.</summary>
    internal sealed record Row(
        string ProductId, string LinkedProductId, string Reason, int WindowDays, int Version, DateTimeOffset UpdatedAt,
        bool Removed)
    {
        public ProductLink Link => new(ProductId, LinkedProductId, Reason, WindowDays, Version, UpdatedAt);
    }

    private const string LinkSql = $"""
        select {ProductLink.Columns}, removed from product_links
        where shop_id = @shop and product_id = @productId and linked_product_id = @linkedProductId
        """;
}
