namespace SocialCommerce.Ladder.Products;

/// <summary>Lists products by id: all, those of one rung, or those that are not declared yet.</summary>
internal static class ListProducts
{
    /// <summary>The filter for products, and the page.</summary>
    public sealed record Query(bool? Declared, string? Rung, int? Limit, string? Cursor) : IRequest<Page<Product>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/products", (
                bool? declared, string? rung, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Query(declared, rung, limit, cursor), cancel))
            .Describe(
                "listProducts", "Products", "List products",
                "Lists products by id. Filter by `rung`, or use `declared` to find products that orders name but the "
                    + "merchant has not declared.")
            .Scope(Scopes.ProductsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Product>>
    {
        public async Task<Page<Product>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            Paging.Filter("rung", query.Rung, Rungs.All);
            var rows = await db.Rows<Product.Row>(shop.Id, Sql, new
            {
                shop = shop.Id,
                query.Declared,
                query.Rung,
                after = Paging.Decode(query.Cursor) ?? "",
                limit = limit + 1,
            }, cancel);
            return Paging.Of(
                [.. rows.Select(row => row.ToProduct(shop.Currency))], limit, product => product.ProductId);
        }
    }

    private const string Sql = $"""
        select {Product.Columns} from products
        where shop_id = @shop and product_id > @after and (@declared is null or declared = @declared)
            and (@rung is null or rung = @rung)
        order by product_id limit @limit
        """;
}
