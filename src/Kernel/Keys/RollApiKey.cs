namespace SocialCommerce.Kernel.Keys;

/// <summary>
/// Replaces an API key by a new one with the same name, scopes, operator and addresses. The old key keeps working for
/// the overlap, so that clients can be changed one by one; then it expires. A revoked or expired key is not rolled.
/// Each call creates another key.
/// </summary>
internal static class RollApiKey
{
    private const int MaxOverlapHours = 24 * 30;

    /// <summary>How long both keys work.</summary>
    /// <param name="OverlapHours" example="24">Hours for which the old key goes on working; 0 ends it at once.</param>
    /// <param name="ExpiresAt">When the new key stops working; absent for a key that does not expire.</param>
    public sealed record Body(int OverlapHours = 24, DateTimeOffset? ExpiresAt = null);

    /// <summary>The key to roll.</summary>
    public sealed record Command(long ShopId, string KeyId, Body Body) : IRequest<CreateApiKey.Result>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/shops/{shopId}/api-keys/{keyId}/roll", async (
                string shopId, string keyId, Body body, IMediator mediator, HttpResponse response,
                CancellationToken cancel) =>
            {
                var key = await mediator.Send(new Command(GetShop.KeyOf(shopId), keyId, body), cancel);
                response.Headers.CacheControl = "no-store";
                return TypedResults.Created($"/v1/shops/{shopId}/api-keys/{key.KeyId}", key);
            })
            .Describe(
                "rollApiKey", "Shops", "Roll an API key",
                "Creates a new key with the name, scopes, operator and addresses of an existing one. The existing "
                    + "key keeps working for the overlap of 0 to 720 hours, 24 by default, so that clients can be "
                    + "changed one by one; then it expires. Each request creates another key. A key that is revoked "
                    + "or expired is refused with 409.")
            .Example("""{"overlapHours": 24}""")
            .Located()
            .ForPlatform()
            .Problems(
                ApiKeyProblems.ApiKeyNotFound, ShopProblems.ShopNotFound, ApiKeyProblems.KeyEnded,
                ApiKeyProblems.ExpiresInPast, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Body.OverlapHours).InclusiveBetween(0, MaxOverlapHours)
            .WithErrorCode("HOURS_OUT_OF_RANGE").WithMessage($"overlapHours must be between 0 and {MaxOverlapHours}.");
    }

    internal sealed class Handler(Db db, KeyRing ring, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, CreateApiKey.Result>
    {
        public async Task<CreateApiKey.Result> Handle(Command command, CancellationToken cancel)
        {
            var shop = await mediator.Send(new GetShop.Query(command.ShopId), cancel);
            var made = await db.Write(
                command.ShopId, transaction => Roll(transaction, command, shop.Mode == "live"), cancel);
            ring.Forget();
            return made;
        }

        private async Task<CreateApiKey.Result> Roll(ShopTransaction transaction, Command command, bool live)
        {
            var key = PublicId.KeyOf(CreateApiKey.Prefix, command.KeyId) ?? 0;
            var now = Timestamps.Micro(time.GetUtcNow());
            if (command.Body.ExpiresAt <= now)
                throw ApiKeyProblems.ExpiresInPast.Because("expiresAt must be in the future.", "#/expiresAt");
            var reads = transaction.Batch();
            var found = reads.Rows<OldKey>(LockSql, new { shop = transaction.ShopId, key });
            await reads.Run(transaction.Cancel);
            var old = found.First ?? throw ApiKeyProblems.ApiKeyNotFound.For(command.KeyId);
            if (old.RevokedAt is not null || old.ExpiresAt <= now)
                throw ApiKeyProblems.KeyEnded.Because("The key is revoked or expired; create a new one.");

            var writes = transaction.Batch();
            writes.Do(EndSql, new
            {
                shop = transaction.ShopId,
                key,
                until = now.AddHours(command.Body.OverlapHours),
            });
            var body = new CreateApiKey.Body(
                old.Name, old.Scopes, old.OperatorId, command.Body.ExpiresAt, old.Addresses);
            var made = writes.InsertKey(transaction.ShopId, body, now);
            await writes.Commit(transaction.Cancel);
            return made.ToResult(live, new CreateApiKey.Command(transaction.ShopId, body))!;
        }
    }

    internal sealed record OldKey(
        string Name, string[] Scopes, string? OperatorId, string[]? Addresses, DateTimeOffset? ExpiresAt,
        DateTimeOffset? RevokedAt);

    private const string LockSql = """
        select name, scopes, operator_id, addresses, expires_at, revoked_at from api_keys
        where shop_id = @shop and key_id = @key for no key update
        """;

    private const string EndSql = """
        update api_keys set expires_at = least(expires_at, @until) where shop_id = @shop and key_id = @key
        """;
}
