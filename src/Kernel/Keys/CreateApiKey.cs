namespace SocialCommerce.Kernel.Keys;

/// <summary>
/// Creates an API key for a shop's backend or for a named operator. The key is returned once, stored only as a hash and
/// limited to its scopes.
/// </summary>
public static class CreateApiKey
{
    /// <summary>What the key is for and what it may do.</summary>
    /// <param name="Name" example="Shop backend">What the key is called.</param>
    /// <param name="Scopes" example="orders:write">
    /// What it may do: each of <see cref="ModuleCatalogue.Scopes"/>.
    /// </param>
    /// <param name="OperatorId">Whose key it is; absent for a backend's.</param>
    /// <param name="ExpiresAt">When it stops working; absent for a key that does not expire.</param>
    /// <param name="Addresses" example="203.0.113.0/24">
    /// IP addresses and networks, such as 203.0.113.0/24, from which alone it works; absent for all.
    /// </param>
    public sealed record Body(
        string Name, [property: Most(50)] string[] Scopes, string? OperatorId = null, DateTimeOffset? ExpiresAt = null,
        string[]? Addresses = null);

    /// <summary>A key for a shop.</summary>
    public sealed record Command(long ShopId, Body Body) : IRequest<Result>;

    /// <summary>The new key. <c>key</c> is in this answer and nowhere else.</summary>
    /// <param name="Key" example="sk_test_42_7d0c4b6c0a"/>
    /// <param name="Name" example="Shop backend"/>
    /// <param name="Scopes" example="orders:write"/>
    /// <param name="Addresses" example="203.0.113.0/24"/>
    public sealed record Result(
        string KeyId, string Key, string Name, string[] Scopes, DateTimeOffset CreatedAt, string? OperatorId = null,
        DateTimeOffset? ExpiresAt = null, string[]? Addresses = null);

    internal const string Prefix = "key";

    private const int MaxAddresses = 50;
    private const int MaxAddress = 49;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/shops/{shopId}/api-keys",
            async (string shopId, Body body, IMediator mediator, HttpResponse response, CancellationToken cancel) =>
            {
                var key = await mediator.Send(new Command(GetShop.KeyOf(shopId), body), cancel);
                response.Headers.CacheControl = "no-store";
                return TypedResults.Created($"/v1/shops/{shopId}/api-keys/{key.KeyId}", key);
            })
            .Describe(
                "createApiKey", "Shops", "Create an API key",
                "Creates an API key for a shop's backend, or for a named operator of the shop. The key is returned "
                    + "once and stored only as a hash; it is limited to its scopes and, where given, to IP addresses "
                    + "and an expiry. Each request creates another key. Unknown scopes, an unknown operator and an "
                    + "expiry in the past are refused.")
            .Example("""
                {"name": "Shop backend", "scopes": ["orders:write", "membership:read"],
                 "addresses": ["203.0.113.0/24"]}
                """)
            .Located()
            .ForPlatform()
            .Problems(
                ShopProblems.ShopNotFound, ApiKeyProblems.ExpiresInPast, ApiKeyProblems.OperatorUnknown,
                CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ModuleCatalogue modules)
        {
            RuleFor(c => c.Body.Name).Line("NAME_INVALID", "A name");
            RuleFor(c => c.Body.Scopes).NotEmpty().WithErrorCode("LIST_COUNT")
                .WithMessage("A key has at least one scope.");
            RuleForEach(c => c.Body.Scopes).Must(modules.Scopes.Contains).WithErrorCode("SCOPE_UNKNOWN")
                .WithMessage($"A scope is one of {string.Join(", ", modules.Scopes)}.");
            RuleFor(c => c.Body.Addresses).Count(0, MaxAddresses).WithErrorCode("TOO_MANY")
                .WithMessage($"A key has at most {MaxAddresses} addresses.");
            RuleForEach(c => c.Body.Addresses).Text(1, MaxAddress, KeyTerms.IsNetwork).WithErrorCode("ADDRESS_INVALID")
                .WithMessage("Must be an IP address or a network such as 203.0.113.0/24.");
        }
    }

    internal sealed class Handler(Db db, Caller caller, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancel)
        {
            var shop = await mediator.Send(new GetShop.Query(command.ShopId), cancel);
            var now = Timestamps.Micro(time.GetUtcNow());
            if (command.Body.ExpiresAt <= now)
                throw ApiKeyProblems.ExpiresInPast.Because("expiresAt must be in the future.", "#/expiresAt");
            var made = await db.Write(command.ShopId, transaction => Make(transaction, command.Body, now), cancel);
            return made.ToResult(shop.Mode == "live", command)!;
        }

        private async Task<NewKey> Make(ShopTransaction transaction, Body body, DateTimeOffset now)
        {
            var writes = transaction.Batch();
            var made = writes.InsertKey(transaction.ShopId, body, now);
            await writes.Run(transaction.Cancel);
            if (made.Key.List.Count == 0)
                throw ApiKeyProblems.OperatorUnknown.Because(
                    $"Operator '{body.OperatorId}' not found.", "#/operatorId");
            var ending = transaction.Batch();
            ending.Log(
                transaction.ShopId, caller, new AuditEntry("apiKey", PublicId.Of(Prefix, made.Key.First), null, body));
            await ending.Commit(transaction.Cancel);
            return made;
        }
    }
}
