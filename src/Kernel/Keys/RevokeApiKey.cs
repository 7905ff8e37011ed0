namespace SocialCommerce.Kernel.Keys;

/// <summary>Revokes an API key of a shop: for the platform and for the shop's administrators.</summary>
internal static class RevokeApiKey
{
    /// <summary>
    /// A key that stops working: here at once, on other instances within <see cref="KeyRing.Trust"/>.
    /// </summary>
    public sealed record Command(long ShopId, string KeyId) : IRequest;

    internal static void Map(IEndpointRouteBuilder routes)
    {
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

    internal sealed class Handler(Db db, KeyRing ring, Caller caller, TimeProvider time) : IRequestHandler<Command>
    {
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
            var found = reads.Rows<ApiKeyRow>(LockSql, new { shop = transaction.ShopId, key });
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

    private const string LockSql = $"""
        select {ApiKeyRow.Columns} from api_keys where shop_id = @shop and key_id = @key for no key update
        """;

    private const string RevokeSql = """
        update api_keys set revoked_at = @now where shop_id = @shop and key_id = @key
        """;
}
