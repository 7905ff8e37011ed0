using SocialCommerce.Ladder.Products;

namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>Removes a product link; what follows links no longer sees it.</summary>
internal static class RemoveProductLink
{
    /// <summary>The link to remove.</summary>
    public sealed record Command(string ProductId, string LinkedProductId) : IRequest;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/v1/products/{productId}/links/{linkedProductId}", async (
                string productId, string linkedProductId, IMediator mediator, CancellationToken cancel) =>
            {
                await mediator.Send(new Command(productId, linkedProductId), cancel);
                return TypedResults.NoContent();
            })
            .Describe(
                "removeProductLink", "Products", "Remove a product link",
                "Removes a link between two products. Suggestions, next offers and reports no longer follow it. "
                    + "Removing it again changes nothing; a link that never was is refused with 404.")
            .Scope(Scopes.ProductsWrite).ForBackends(Roles.Operator)
            .Problems(ProductProblems.ProductNotFound, ProductLinkProblems.ProductLinkNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command>
    {
        public async Task<Unit> Handle(Command command, CancellationToken cancel)
        {
            await db.Write(caller.Shop.Id, transaction => Remove(transaction, command), cancel);
            return Unit.Value;
        }

        private async Task<bool> Remove(ShopTransaction transaction, Command command)
        {
            var shop = transaction.ShopId;
            var link = await transaction.LockLink(command.ProductId, command.LinkedProductId)
                ?? throw ProductLinkProblems.ProductLinkNotFound.For(
                    $"{command.ProductId} to {command.LinkedProductId}");
            if (link.Removed) return false;
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            await reads.Run(transaction.Cancel);
            var writes = transaction.Batch();
            writes.Do(RemoveSql, new
            {
                shop,
                link.ProductId,
                link.LinkedProductId,
                version = link.Version + 1,
                now = state.First!.Now(caller.Shop, time),
            });
            writes.Log(shop, caller, new AuditEntry("productLink", link.ProductId, link.Link, null));
            await writes.Commit(transaction.Cancel);
            return true;
        }
    }

    private const string RemoveSql = """
        update product_links set removed = true, version = @version, updated_at = @now
        where shop_id = @shop and product_id = @productId and linked_product_id = @linkedProductId
        """;
}
