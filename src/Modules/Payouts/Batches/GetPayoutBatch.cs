using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Batches;

/// <summary>
/// Gets a payout batch. A batch awaiting approval is returned as it would be booked now: reversals netted, tax
/// previewed.
/// </summary>
internal static class GetPayoutBatch
{
    /// <summary>One batch.</summary>
    public sealed record Query(string BatchId) : IRequest<PayoutBatch>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payout-batches/{batchId}", (
                string batchId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(batchId), cancel))
            .Describe(
                "getPayoutBatch", "Payouts", "Get a payout batch",
                "Returns a payout batch with its totals and skipped customers. A batch awaiting approval is returned "
                    + "as it would be booked now, with reversals netted and tax previewed; use its total for the "
                    + "approval.")
            .Scope(Scopes.PayoutsRead)
            .Problems(PayoutBatchProblems.PayoutBatchNotFound);

    internal sealed class Handler(Db db, Caller caller, PayoutContext context) : IRequestHandler<Query, PayoutBatch>
    {
        public async Task<PayoutBatch> Handle(Query query, CancellationToken cancel) =>
            PayoutBatch.Of(caller.Shop, await PayoutBatchSql.Batch(db, caller.Shop, query.BatchId, context, cancel));
    }
}
