namespace SocialCommerce.Kernel.Keys;

/// <summary>
/// Lists a shop's API keys without their secrets: for the platform and for the shop's administrators.
/// </summary>
internal static class ListApiKeys
{
    /// <summary>The keys of a shop.</summary>
    public sealed record Query(long ShopId) : IRequest<Page<Item>>;

    /// <summary>A key without its secret.</summary>
    /// <param name="KeyId">Its id.</param>
    /// <param name="Name" example="Shop backend">What it is called.</param>
    /// <param name="Scopes" example="orders:write">What it may do.</param>
    /// <param name="CreatedAt">When it was made.</param>
    /// <param name="RevokedAt">When it stopped working.</param>
    /// <param name="OperatorId">Whose key it is; absent for a backend's.</param>
    /// <param name="ExpiresAt">When it stops working, where that is settled.</param>
    /// <param name="LastUsedAt">When it was last used, give or take a few minutes; absent where it never was.</param>
    /// <param name="Addresses" example="203.0.113.0/24">From where alone it works; absent for everywhere.</param>
    public sealed record Item(
        string KeyId, string Name, string[] Scopes, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt,
        string? OperatorId = null, DateTimeOffset? ExpiresAt = null, DateTimeOffset? LastUsedAt = null,
        string[]? Addresses = null);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/shops/{shopId}/api-keys", (string shopId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(GetShop.KeyOf(shopId)), cancel))
            .Describe(
                "listApiKeys", "Shops", "List a shop's API keys",
                "Lists all API keys of a shop for the platform, including revoked ones, without their secrets.")
            .ForPlatform().Problems(ShopProblems.ShopNotFound);
        routes.MapGet("/v1/api-keys", (Caller caller, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(caller.Shop.Id), cancel))
            .Describe(
                "listOwnApiKeys", "Shops", "List own API keys",
                "Lists the API keys of the caller's shop without their secrets: scopes, operator, expiry, last use "
                    + "and revocation. Use it to review access.")
            .Scope(Scopes.ShopRead).ForPersons(Roles.Admin, Roles.Auditor).Problems(ShopProblems.ShopNotFound);
    }

    internal sealed class Handler(Db db) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var rows = await db.Rows<ApiKeyRow>(query.ShopId, ListSql, new { shop = query.ShopId }, cancel);
            if (rows.Count == 0 && !await db.First<bool>(query.ShopId, ExistsSql, new { shop = query.ShopId }, cancel))
                throw ShopProblems.ShopNotFound.For(PublicId.Of(Shop.Prefix, query.ShopId));
            return new Page<Item>([.. rows.Select(row => row.ToItem())], null, false);
        }
    }

    private const string ListSql = $"""
        select {ApiKeyRow.Columns} from api_keys where shop_id = @shop order by key_id
        """;

    private const string ExistsSql = "select true from shops where shop_id = @shop";
}
