using System.Security.Cryptography;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel.Http;

namespace SocialCommerce.Kernel.Shops;

/// <summary>
/// Makes a key for a shop: shown once, kept only as a hash, limited to its scopes. A key is a backend's, or that of a
/// named person who works at the shop.
/// </summary>
public static class CreateApiKey
{
    /// <summary>What the key is for and what it may do.</summary>
    /// <param name="Name">What the key is called.</param>
    /// <param name="Scopes">What it may do.</param>
    /// <param name="OperatorId">Whose key it is; absent for a backend's.</param>
    public sealed record Body(string Name, string[] Scopes, string? OperatorId = null);

    /// <summary>A key for a shop.</summary>
    public sealed record Command(long ShopId, Body Body) : IRequest<Result>;

    /// <summary>The new key. <c>key</c> is in this answer and nowhere else.</summary>
    public sealed record Result(
        string KeyId, string Key, string Name, string[] Scopes, DateTimeOffset CreatedAt, string? OperatorId = null);

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

    internal sealed class Handler(Db db, Caller caller, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancel)
        {
            var shop = await mediator.Send(new GetShop.Query(command.ShopId), cancel);
            var mode = shop.Mode == "live" ? "live" : "test";
            var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            var now = Instant.Micro(time.GetUtcNow());
            var made = await db.Write(
                command.ShopId, work => Make(work, command.Body, ApiKey.Hash(secret), now), cancel);
            return new Result(
                PublicId.Of(Prefix, made), $"sk_{mode}_{command.ShopId}_{secret}", command.Body.Name,
                command.Body.Scopes, now, command.Body.OperatorId);
        }

        private async Task<long> Make(Work work, Body body, byte[] secret, DateTimeOffset now)
        {
            var writing = work.Batch();
            var made = writing.Rows<long>(InsertSql, new
            {
                shop = work.ShopId,
                secret,
                body.Name,
                body.Scopes,
                body.OperatorId,
                now,
            });
            await writing.Run(work.Cancel);
            if (made.List.Count == 0)
                throw Refused.Invalid(
                    "OPERATOR_UNKNOWN", $"Nobody works here as '{body.OperatorId}'.", "#/operatorId");
            var ending = work.Batch();
            ending.Log(work.ShopId, caller, new Change("apiKey", PublicId.Of(Prefix, made.First), null, body));
            await ending.Commit(work.Cancel);
            return made.First;
        }
    }

    private const string InsertSql = """
        insert into api_keys (shop_id, secret, name, scopes, operator_id, created_at)
        select @shop, @secret, @name, @scopes, @operatorId, @now
        where @operatorId is null
            or exists (select from operators where shop_id = @shop and operator_id = @operatorId)
        returning key_id
        """;
}
