namespace SocialCommerce.Membership.StoredValue;

/// <summary>Gets a customer's stored value.</summary>
internal static class GetStoredValue
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<StoredValueBalance>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/stored-value", (
                string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getStoredValue", "Stored value", "Get a customer's stored value",
                "Returns a customer's principal and bonus, what reservations keep of them and what is available, at "
                    + "the shop's time: an expired bonus or reservation does not count from that instant on.")
            .Scope(Scopes.MembershipRead).Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, StoredValueBalance>
    {
        public async Task<StoredValueBalance> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            ValueInputs? inputs = null;
            PendingRows<ShopState>? state = null;
            var customer = await db.Read(shop.Id, batch =>
            {
                var key = batch.FindBuyer(shop.Id, query.CustomerId);
                state = batch.ShopState(shop.Id);
                inputs = new ValueInputs(batch, shop.Id, writes: false);
                return key;
            }, cancel);
            if (customer.First == 0) throw CustomerProblems.CustomerNotFound.For(query.CustomerId);
            var now = state!.First!.Now(shop, time);
            return StoredValueBalance.Of(shop, query.CustomerId, inputs!.At(now), inputs.Reserved(now));
        }
    }
}
