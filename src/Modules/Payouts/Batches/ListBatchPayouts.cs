using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Batches;

/// <summary>
/// Lists the payouts of a batch. Those of a batch awaiting approval are returned as they would be booked now.
/// </summary>
internal static class ListBatchPayouts
{
    /// <summary>The batch, and the page of its payouts.</summary>
    public sealed record Query(string BatchId, int? Limit, string? Cursor) : IRequest<Page<Payout>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payout-batches/{batchId}/payouts", (
                string batchId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(batchId, limit, cursor), cancel))
            .Describe(
                "listBatchPayouts", "Payouts", "List a batch's payouts",
                "Lists the payouts of a batch by customer, with gross, tax, net and transfers. In a batch awaiting "
                    + "approval, the amounts are a preview of what an approval would book now.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                CommonProblems.CursorUnreadable, PayoutBatchProblems.PayoutBatchNotFound,
                CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller, PayoutContext context) : IRequestHandler<Query, Page<Payout>>
    {
        public async Task<Page<Payout>> Handle(Query query, CancellationToken cancel)
        {
            var (limit, after) = (Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var read = await PayoutBatchSql.Batch(db, caller.Shop, query.BatchId, context, cancel);
            // All are planned, since tax adds up along the batch; a page of them is shown.
            var rows = read.Payouts.Where(row => row.PayoutKey > after).Take(limit + 1).ToList();
            return Paging.Of(rows, limit, row => row.PayoutKey).Select(row => Payout.Of(caller.Shop, read, row));
        }
    }
}
