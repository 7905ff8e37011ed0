namespace SocialCommerce.Commissions.Adjustments;

/// <summary>Gets an adjustment of a balance.</summary>
internal static class GetAdjustment
{
    /// <summary>The adjustment.</summary>
    public sealed record Query(string AdjustmentId) : IRequest<Adjustment>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/adjustments/{adjustmentId}", (
                string adjustmentId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(adjustmentId), cancel))
            .Describe(
                "getAdjustment", "Settlement", "Get an adjustment",
                "Returns an adjustment with its kind, amount, reason, supporting document and requester, and with the "
                    + "decision once it is made.")
            .Scope(Scopes.CommissionsRead).Problems(AdjustmentProblems.AdjustmentNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Adjustment>
    {
        public async Task<Adjustment> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var found = await db.Read(
                shop.Id, batch => batch.Commissions.Adjustment(shop.Id, query.AdjustmentId), cancel);
            return found.First?.ToAdjustment(shop) ?? throw AdjustmentProblems.AdjustmentNotFound.For(
                query.AdjustmentId);
        }
    }
}
