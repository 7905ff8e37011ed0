namespace SocialCommerce.Ladder.Products;

/// <summary>Gets a product: declared, or only named by an order so far.</summary>
internal static class GetProduct
{
    /// <summary>The product.</summary>
    public sealed record Query(string ProductId) : IRequest<Product>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/products/{productId}", async (
                string productId, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
            {
                var product = await mediator.Send(new Query(productId), cancel);
                response.Headers.ETag = product.Tag();
                return product;
            })
            .Describe(
                "getProduct", "Products", "Get a product",
                "Returns a product with its ETag. A product that was only named by an order so far is returned as "
                    + "undeclared.")
            .Tagged()
            .Scope(Scopes.ProductsRead).Problems(ProductProblems.ProductNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Product>
    {
        public async Task<Product> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var row = await db.First<Product.Row>(shop.Id, Sql, new { shop = shop.Id, query.ProductId }, cancel);
            return row?.ToProduct(shop.Currency) ?? throw ProductProblems.ProductNotFound.For(query.ProductId);
        }
    }

    private const string Sql = $"""
        select {Product.Columns} from products where shop_id = @shop and product_id = @productId
        """;
}
