namespace SocialCommerce.Kernel.Shops;

/// <summary>Gets a shop: for the platform by its id, for a shop's own key as <c>/v1/shop</c>.</summary>
internal static class GetShop
{
    /// <summary>Which shop.</summary>
    public sealed record Query(long ShopId) : IRequest<CreateShop.Result>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/shops/{shopId}", (string shopId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(KeyOf(shopId)), cancel))
            .Describe(
                "getShop", "Shops", "Get a shop",
                "Returns a shop by its id, for the platform that operates it.")
            .ForPlatform().Problems(ShopProblems.ShopNotFound);
        routes.MapGet("/v1/shop", (Caller caller, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(caller.Shop.Id), cancel))
            .Describe(
                "getOwnShop", "Shops", "Get the key's own shop",
                "Returns the shop that the API key belongs to. Use it to look up the shop's currency, time zone and "
                    + "mode, or to test a key.")
            .Scope(Scopes.ShopRead).Problems(ShopProblems.ShopNotFound);
    }

    internal static long KeyOf(string shopId) =>
        PublicId.KeyOf(Shop.Prefix, shopId) ?? throw ShopProblems.ShopNotFound.For(shopId);

    internal sealed class Handler(Db db) : IRequestHandler<Query, CreateShop.Result>
    {
        public async Task<CreateShop.Result> Handle(Query query, CancellationToken cancel) =>
            (await db.First<CreateShop.ShopRow>(query.ShopId, Sql, new { shop = query.ShopId }, cancel))?.ToResult()
            ?? throw ShopProblems.ShopNotFound.For(PublicId.Of(Shop.Prefix, query.ShopId));
    }

    internal const string Sql = """
        select shop_id, name, currency, time_zone, sandbox, jurisdiction, clock_follows, clock_at, created_at
        from shops where shop_id = @shop
        """;
}
