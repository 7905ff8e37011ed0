namespace SocialCommerce.Commissions.Disputes;

/// <summary>Gets a dispute with its age.</summary>
internal static class GetDispute
{
    /// <summary>The dispute.</summary>
    public sealed record Query(string DisputeId) : IRequest<Dispute>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/disputes/{disputeId}", (
                string disputeId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(disputeId), cancel))
            .Describe(
                "getDispute", "Settlement", "Get a dispute",
                "Returns a dispute with the disputed line or movement, the amount held for it and its age. Once it is "
                    + "answered, the outcome, the note, the adjustment and the explanation of the order at that time "
                    + "are included.")
            .Scope(Scopes.CommissionsRead).Problems(DisputeProblems.DisputeNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Dispute>
    {
        public async Task<Dispute> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<ShopState>? state = null;
            var found = await db.Read(shop.Id, batch =>
            {
                state = batch.ShopState(shop.Id);
                return batch.Commissions.Dispute(shop.Id, query.DisputeId);
            }, cancel);
            return found.First?.ToDispute(shop, state!.First!.Now(shop, time))
                ?? throw DisputeProblems.DisputeNotFound.For(query.DisputeId);
        }
    }
}
