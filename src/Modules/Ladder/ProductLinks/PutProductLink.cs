using Microsoft.AspNetCore.Mvc;
using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>
/// Links a product to one that its buyers buy next (买A必买B), with the reason and the days within which it follows, or
/// changes such a link. Suggestions, next offers and reports follow the links in force.
/// </summary>
internal static class PutProductLink
{
    private const int MaxLinks = 50;

    /// <summary>Why the product follows, and within how many days.</summary>
    /// <param name="Reason" example="A toner prepares the skin for the serum">Why it follows.</param>
    /// <param name="WindowDays">Within how many days, of 24 hours each.</param>
    public sealed record Body(string Reason, int WindowDays);

    /// <summary>A link to make or to change.</summary>
    public sealed record Command(string ProductId, string LinkedProductId, Body Body, string? IfMatch)
        : IRequest<ProductLink>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/v1/products/{productId}/links/{linkedProductId}", (
                string productId, string linkedProductId, Body body,
                [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Command(productId, linkedProductId, body, ifMatch), cancel)
                    .TaggedBy(response, link => link.Version))
            .Describe(
                "putProductLink", "Products", "Create or replace a product link",
                "Links a product to one that its buyers are expected to buy within `windowDays`, with the reason, or "
                    + "replaces such a link. The link leads from the first product to the second and not back. "
                    + "Suggestions, next offers and reports follow the links in force. Sending the same link again "
                    + "changes nothing. Both products must be known: an unknown one is refused with 404. A link of a "
                    + "product to itself is refused with 422, the 51st link of a product with 409, an outdated "
                    + "`If-Match` with 412.")
            .Example("""{"reason": "A toner prepares the skin for the serum", "windowDays": 7}""")
            .Tagged()
            .Scope(Scopes.ProductsWrite).ForBackends(Roles.Operator)
            .Problems(
                ProductProblems.ProductNotFound, ProductLinkProblems.TooManyProductLinks,
                CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.LinkedProductId).Must((c, linked) => linked != c.ProductId)
                .WithErrorCode("LINKED_TO_ITSELF").WithMessage("A product is linked to another one.");
            RuleFor(c => c.Body.Reason).Words();
            RuleFor(c => c.Body.WindowDays).Between(1, ProductLink.MaxWindowDays);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, ProductLink>
    {
        public Task<ProductLink> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);

        private async Task<ProductLink> Put(ShopTransaction transaction, Command command)
        {
            var (shop, (reason, windowDays)) = (transaction.ShopId, command.Body);
            var old = await transaction.LockLink(command.ProductId, command.LinkedProductId);
            var inForce = old is { Removed: false } ? old.Link : null;
            EntityTag.Require(command.IfMatch, inForce?.Version);
            if (inForce is not null && (inForce.Reason, inForce.WindowDays) == (reason, windowDays)) return inForce;

            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            var linked = reads.Rows<long>(LinkedSql, new { shop, command.LinkedProductId });
            var others = reads.Rows<long>(OthersSql, new { shop, command.ProductId, command.LinkedProductId });
            await reads.Run(transaction.Cancel);
            if (linked.First == 0) throw ProductProblems.ProductNotFound.For(command.LinkedProductId);
            if (others.First >= MaxLinks)
                throw ProductLinkProblems.TooManyProductLinks.Because($"A product has at most {MaxLinks} links.");

            var next = new ProductLink(
                command.ProductId, command.LinkedProductId, reason, windowDays, (old?.Version ?? 0) + 1,
                state.First!.Now(caller.Shop, time));
            var writes = transaction.Batch();
            writes.Do(PutSql, new
            {
                shop,
                next.ProductId,
                next.LinkedProductId,
                next.Reason,
                next.WindowDays,
                next.Version,
                next.UpdatedAt,
            });
            writes.Log(shop, caller, new AuditEntry(
                "productLink", next.ProductId, inForce, next));
            await writes.Commit(transaction.Cancel);
            return next;
        }
    }

    private const string LinkedSql = """
        select count(*) from products where shop_id = @shop and product_id = @linkedProductId
        """;

    private const string OthersSql = """
        select count(*) from product_links
        where shop_id = @shop and product_id = @productId and linked_product_id <> @linkedProductId and not removed
        """;

    private const string PutSql = """
        insert into product_links (shop_id, product_id, linked_product_id, version, reason, window_days, updated_at)
        values (@shop, @productId, @linkedProductId, @version, @reason, @windowDays, @updatedAt)
        on conflict (shop_id, product_id, linked_product_id) do update set version = excluded.version,
            reason = excluded.reason, window_days = excluded.window_days, removed = false,
            updated_at = excluded.updated_at
        """;
}
