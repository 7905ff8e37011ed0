using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SocialCommerce.Kernel.Http;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Kernel.Customers;

/// <summary>
/// Says by what a customer can be recognised, so that two customers who are one person, or pay from one account, are
/// found. Only keyed hashes are kept; what was given is never stored and never answered.
/// </summary>
public static class AddIdentities
{
    private const int MaxIdentities = 20;
    private const int MaxValue = 200;

    /// <summary>A payment account; the others tell persons apart.</summary>
    public const string Payer = "payer";

    private static readonly string[] Kinds = ["document", "phone", "email", "device", Payer];

    /// <summary>Something that a person is recognised by.</summary>
    /// <param name="Kind">`document`, `phone`, `email`, `device`, or `payer` for a payment account.</param>
    /// <param name="Value">As the shop always writes it; case and spaces do not matter.</param>
    public sealed record Identity(string Kind, string Value);

    /// <summary>What to add; what is known already changes nothing.</summary>
    /// <param name="Identities">1 to 20.</param>
    public sealed record Body(IReadOnlyList<Identity> Identities);

    /// <summary>A person who is recognised from now on.</summary>
    public sealed record Command(string CustomerId, Body Body) : IRequest<Result>;

    /// <summary>How many identities of which kind are known of a customer.</summary>
    public sealed record Result(string CustomerId, IReadOnlyList<Count> Identities);

    /// <summary>Identities of a kind.</summary>
    public sealed record Count(string Kind, long Known);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/customers/{customerId}/identities", (
                string customerId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body), cancel))
            .Describe("addIdentities", "Customers", "Say by what a person is recognised")
            .Scope(Scopes.LadderWrite).Refuses(404, 422);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Identities).Must(list => list.Count is > 0 and <= MaxIdentities)
                .WithErrorCode("LIST_COUNT").WithMessage($"A request has 1 to {MaxIdentities} identities.");
            RuleForEach(c => c.Body.Identities).ChildRules(one =>
            {
                one.RuleFor(i => i.Kind).OneOf(Kinds);
                one.RuleFor(i => i.Value).Must(value => value is { Length: <= MaxValue } && Plain(value).Length > 0)
                    .WithErrorCode("TEXT_INVALID").WithMessage($"A value has 1 to {MaxValue} characters.");
            });
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time, Vault vault)
        : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var hashes = command.Body.Identities
                .Select(one => vault.Fingerprint(shop.Id, $"customer.{one.Kind}", Plain(one.Value))).ToArray();
            var counts = await db.Write(shop.Id, async work =>
            {
                var reading = work.Batch();
                var state = reading.ShopState(shop.Id);
                var customer = reading.Find(shop.Id, command.CustomerId);
                await reading.Run(cancel);
                var key = customer.OrNotFound(command.CustomerId).Key;
                var writing = work.Batch();
                writing.Do(AddSql, new
                {
                    shop = shop.Id,
                    key,
                    kinds = command.Body.Identities.Select(one => one.Kind).ToArray(),
                    hashes,
                    now = state.First!.Now(shop, time),
                });
                var counted = writing.Rows<Count>(CountSql, new { shop = shop.Id, key });
                await writing.Commit(cancel);
                return counted.List;
            }, cancel);
            return new Result(command.CustomerId, counts);
        }
    }

    private static string Plain(string value) =>
        string.Concat(value.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();

    private const string AddSql = """
        insert into customer_identities (shop_id, customer_key, kind, fingerprint, recorded_at)
        select distinct @shop, @key, kind, hash, @now from unnest(@kinds, @hashes) as i(kind, hash)
        on conflict (shop_id, customer_key, kind, fingerprint) do nothing
        """;

    private const string CountSql = """
        select kind, count(*) as known from customer_identities
        where shop_id = @shop and customer_key = @key group by kind order by kind
        """;
}
