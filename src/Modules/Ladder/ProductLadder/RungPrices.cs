using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.ProductLadder;

/// <summary>The declared products of a rung, by their list prices.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="LowestProduct">The cheapest product with a price; null without one.</param>
/// <param name="LowestMinor">Its price.</param>
/// <param name="HighestProduct">The dearest product with a price.</param>
/// <param name="HighestMinor">Its price.</param>
/// <param name="UnpricedProduct">The first product without a price; null where every product has one.</param>
internal sealed record RungPrices(
    string Rung, string? LowestProduct, long? LowestMinor, string? HighestProduct, long? HighestMinor,
    string? UnpricedProduct)
{
    /// <summary>A product to show for the rung: the cheapest one, or one without a price.</summary>
    public string? Product => LowestProduct ?? UnpricedProduct;

    /// <summary>Reads them for every rung.</summary>
    internal static PendingRows<RungPrices> Of(SqlBatch batch, long shopId) =>
        batch.Rows<RungPrices>(PricesSql, new { shop = shopId, rungs = Rungs.All.ToArray() });

    private const string PricesSql = """
        select r.rung, lowest.product_id as lowest_product, lowest.price_minor as lowest_minor,
            highest.product_id as highest_product, highest.price_minor as highest_minor,
            unpriced.product_id as unpriced_product
        from unnest(@rungs) as r(rung)
        left join lateral (
            select product_id, price_minor from products
            where shop_id = @shop and rung = r.rung and price_minor is not null
            order by price_minor, product_id limit 1) as lowest on true
        left join lateral (
            select product_id, price_minor from products
            where shop_id = @shop and rung = r.rung and price_minor is not null
            order by price_minor desc, product_id desc limit 1) as highest on true
        left join lateral (
            select product_id from products
            where shop_id = @shop and rung = r.rung and price_minor is null
            order by product_id limit 1) as unpriced on true
        """;
}
