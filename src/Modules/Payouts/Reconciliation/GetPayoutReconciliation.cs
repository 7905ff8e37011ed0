namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>Gets a reconciliation with the transfers that its approval books, or has booked.</summary>
internal static class GetPayoutReconciliation
{
    /// <summary>The reconciliation.</summary>
    public sealed record Query(string ReconciliationId) : IRequest<PayoutReconciliation>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payout-reconciliations/{reconciliationId}", (
                string reconciliationId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(reconciliationId), cancel))
            .Describe(
                "getPayoutReconciliation", "Payouts", "Get a payout reconciliation",
                "Returns a reconciliation with the lost transfers that its approval books, or has booked.")
            .Scope(Scopes.PayoutsRead).Problems(ReconciliationProblems.PayoutReconciliationNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, PayoutReconciliation>
    {
        public async Task<PayoutReconciliation> Handle(Query query, CancellationToken cancel)
        {
            var (shop, key) = (caller.Shop, PayoutReconciliation.KeyOf(query.ReconciliationId));
            var found = await db.Read(shop.Id, batch => batch.Payouts.Reconciliation(shop.Id, key), cancel);
            return found.First?.ToReconciliation()
                ?? throw ReconciliationProblems.PayoutReconciliationNotFound.For(query.ReconciliationId);
        }
    }
}
