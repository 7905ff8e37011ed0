using System.Security.Cryptography;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Kernel.Shops;

/// <summary>Makes a key for a shop: shown once, kept only as a hash, limited to its scopes.</summary>
public static class CreateApiKey
{
    /// <summary>What the key is for and what it may do.</summary>
    public sealed record Body(string Name, string[] Scopes);

    /// <summary>A key for a shop.</summary>
    public sealed record Command(long ShopId, Body Body) : IRequest<Result>;

    /// <summary>The new key. <c>key</c> is in this answer and nowhere else.</summary>
    public sealed record Result(string KeyId, string Key, string Name, string[] Scopes, DateTimeOffset CreatedAt);

    internal const string Prefix = "key";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/shops/{shopId}/api-keys",
            async (string shopId, Body body, IMediator mediator, CancellationToken cancel) =>
            {
                var key = await mediator.Send(new Command(GetShop.KeyOf(shopId), body), cancel);
                return TypedResults.Created($"/v1/shops/{shopId}/api-keys/{key.KeyId}", key);
            })
            .Describe("createApiKey", "Shops", "Make an API key").ForPlatform().Refuses(404, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Name).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Body.Scopes).NotEmpty();
            RuleForEach(c => c.Body.Scopes).Must(Http.Scopes.Known.Contains).WithErrorCode("SCOPE_UNKNOWN")
                .WithMessage($"A scope is one of {string.Join(", ", Http.Scopes.Known)}.");
        }
    }

    internal sealed class Handler(Db db, IMediator mediator, TimeProvider time) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancel)
        {
            var shop = await mediator.Send(new GetShop.Query(command.ShopId), cancel);
            var mode = shop.Mode == "live" ? "live" : "test";
            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            var now = Instant.Micro(time.GetUtcNow());
            var made = await db.Write(command.ShopId, batch => batch.Rows<long>(InsertSql, new
            {
                shop = command.ShopId,
                secret = ApiKey.Hash(secret),
                command.Body.Name,
                command.Body.Scopes,
                now,
            }), cancel);
            var keyId = PublicId.Of(Prefix, made.First);
            return new Result(
                keyId, $"sk_{mode}_{command.ShopId}_{secret}", command.Body.Name, command.Body.Scopes, now);
        }
    }

    private const string InsertSql = """
        insert into api_keys (shop_id, secret, name, scopes, created_at)
        values (@shop, @secret, @name, @scopes, @now)
        returning key_id
        """;
}
