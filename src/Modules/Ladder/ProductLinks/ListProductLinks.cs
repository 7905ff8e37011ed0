namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>Lists the links in force between products, by both ids.</summary>
internal static class ListProductLinks
{
    /// <summary>The product that the links lead from, and the page.</summary>
    public sealed record Query(string? ProductId, int? Limit, string? Cursor) : IRequest<Page<ProductLink>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/product-links", (
                string? productId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(productId, limit, cursor), cancel))
            .Describe(
                "listProductLinks", "Products", "List product links",
                "Lists the links in force, by the id of the product bought first and that of the product that "
                    + "follows. `productId` selects the links that lead from one product.")
            .Scope(Scopes.ProductsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<ProductLink>>
    {
        public async Task<Page<ProductLink>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop.Id, Paging.Limit(query.Limit), LinkPosition.Of(query.Cursor));
            var rows = await db.Rows<ProductLink>(shop, query.ProductId is null ? AllSql : OfProductSql, new
            {
                shop,
                query.ProductId,
                afterProduct = after.ProductId,
                afterLinked = after.LinkedProductId,
                limit = limit + 1,
            }, cancel);
            return Paging.Of(
                rows, limit, link => new LinkPosition(link.ProductId, link.LinkedProductId).ToString());
        }
    }

    private const string AllSql = $"""
        select {ProductLink.Columns} from product_links
        where shop_id = @shop and not removed and (product_id, linked_product_id) > (@afterProduct, @afterLinked)
        order by product_id, linked_product_id limit @limit
        """;

    private const string OfProductSql = $"""
        select {ProductLink.Columns} from product_links
        where shop_id = @shop and not removed and product_id = @productId
            and (product_id, linked_product_id) > (@afterProduct, @afterLinked)
        order by linked_product_id limit @limit
        """;
}
