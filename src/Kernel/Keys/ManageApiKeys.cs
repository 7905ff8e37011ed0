namespace SocialCommerce.Kernel.Keys;

/// <summary>
/// Lists a shop's API keys without their secrets, and revokes one: for the platform and for the shop's administrators.
/// </summary>
internal static class ManageApiKeys
{
    /// <summary>The keys of a shop.</summary>
    public sealed record Query(long ShopId) : IRequest<Page<Item>>;

    /// <summary>
    /// A key that stops working: here at once, on other instances within <see cref="KeyRing.Trust"/>.
    /// </summary>
    public sealed record Command(long ShopId, string KeyId) : IRequest;

    /// <summary>A key without its secret.</summary>
    /// <param name="KeyId">Its id.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Scopes">What it may do.</param>
    /// <param name="CreatedAt">When it was made.</param>
    /// <param name="RevokedAt">When it stopped working.</param>
    /// <param name="OperatorId">Whose key it is; absent for a backend's.</param>
    /// <param name="ExpiresAt">When it stops working, where that is settled.</param>
    /// <param name="LastUsedAt">When it was last used, give or take a few minutes; absent where it never was.</param>
    /// <param name="Addresses">From where alone it works; absent for everywhere.</param>
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
        routes.MapDelete("/v1/shops/{shopId}/api-keys/{keyId}",
            async (string shopId, string keyId, IMediator mediator, CancellationToken cancel) =>
            {
                await mediator.Send(new Command(GetShop.KeyOf(shopId), keyId), cancel);
                return TypedResults.NoContent();
            })
            .Describe(
                "revokeApiKey", "Shops", "Revoke a shop's API key",
                "Revokes an API key of a shop for the platform. The key stops working at once on the server that "
                    + "handles the request, and within seconds on the others. Revoking it again changes nothing.")
            .ForPlatform().Problems(ApiKeyProblems.ApiKeyNotFound, ShopProblems.ShopNotFound);
        routes.MapGet("/v1/api-keys", (Caller caller, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(caller.Shop.Id), cancel))
            .Describe(
                "listOwnApiKeys", "Shops", "List own API keys",
                "Lists the API keys of the caller's shop without their secrets: scopes, operator, expiry, last use "
                    + "and revocation. Use it to review access.")
            .Scope(Scopes.ShopRead).ForPersons(Roles.Admin, Roles.Auditor).Problems(ShopProblems.ShopNotFound);
        routes.MapDelete("/v1/api-keys/{keyId}", async (
                string keyId, Caller caller, IMediator mediator, CancellationToken cancel) =>
            {
                await mediator.Send(new Command(caller.Shop.Id, keyId), cancel);
                return TypedResults.NoContent();
            })
            .Describe(
                "revokeOwnApiKey", "Shops", "Revoke an own API key",
                "Revokes an API key of the caller's own shop, for example after a leak. It stops working within "
                    + "seconds on all servers. Revoking it again changes nothing.")
            .Scope(Scopes.ShopWrite).ForPersons(Roles.Admin).Problems(ApiKeyProblems.ApiKeyNotFound);
    }

    internal sealed class Handler(Db db, KeyRing ring, Caller caller, TimeProvider time)
        : IRequestHandler<Query, Page<Item>>, IRequestHandler<Command>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
        {
            var rows = await db.Rows<KeyRow>(query.ShopId, ListSql, new { shop = query.ShopId }, cancel);
            if (rows.Count == 0 && !await db.First<bool>(query.ShopId, ExistsSql, new { shop = query.ShopId }, cancel))
                throw ShopProblems.ShopNotFound.For(PublicId.Of(Shop.Prefix, query.ShopId));
            return new Page<Item>([.. rows.Select(row => row.ToItem())], null, false);
        }

        public async Task<Unit> Handle(Command command, CancellationToken cancel)
        {
            var key = PublicId.KeyOf(CreateApiKey.Prefix, command.KeyId) ?? 0;
            var now = Timestamps.Micro(time.GetUtcNow());
            await db.Write(command.ShopId, transaction => Revoke(transaction, command, key, now), cancel);
            ring.Forget();
            return Unit.Value;
        }

        private async Task<bool> Revoke(ShopTransaction transaction, Command command, long key, DateTimeOffset now)
        {
            var reads = transaction.Batch();
            var found = reads.Rows<KeyRow>(LockSql, new { shop = transaction.ShopId, key });
            await reads.Run(transaction.Cancel);
            var old = found.First ?? throw ApiKeyProblems.ApiKeyNotFound.For(command.KeyId);
            if (old.RevokedAt is not null) return false;
            var writes = transaction.Batch();
            writes.Do(RevokeSql, new { shop = transaction.ShopId, key, now });
            writes.Log(transaction.ShopId, caller, new AuditEntry(
                "apiKey", command.KeyId, new { old.Name, old.Scopes, old.OperatorId }, null));
            await writes.Commit(transaction.Cancel);
            return true;
        }
    }

    internal sealed record KeyRow(
        long KeyId, string Name, string[] Scopes, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt,
        string? OperatorId, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, string[]? Addresses)
    {
        public Item ToItem() => new(
            PublicId.Of(CreateApiKey.Prefix, KeyId), Name, Scopes, CreatedAt, RevokedAt, OperatorId, ExpiresAt,
            LastUsedAt, Addresses);
    }

    private const string Columns =
        "key_id, name, scopes, created_at, revoked_at, operator_id, expires_at, last_used_at, addresses";

    private const string ListSql = $"""
        select {Columns} from api_keys where shop_id = @shop order by key_id
        """;

    private const string ExistsSql = "select true from shops where shop_id = @shop";

    private const string LockSql = $"""
        select {Columns} from api_keys where shop_id = @shop and key_id = @key for no key update
        """;

    private const string RevokeSql = """
        update api_keys set revoked_at = @now where shop_id = @shop and key_id = @key
        """;
}
