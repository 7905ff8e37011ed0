using SocialCommerce.Payouts.Settings;

namespace SocialCommerce.Payouts.Batches;

/// <summary>
/// Lists and gets batches and their payouts. A batch awaiting approval is returned as it would be booked now: reversals
/// netted, tax previewed.
/// </summary>
internal static class ListPayoutBatches
{
    /// <summary>The page of batches, latest first.</summary>
    public sealed record ListQuery(int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>One batch.</summary>
    public sealed record Query(string BatchId) : IRequest<PayoutBatch>;

    /// <summary>The batch, and the page of its payouts.</summary>
    public sealed record PayoutsQuery(string BatchId, int? Limit, string? Cursor) : IRequest<Page<Payout>>;

    /// <summary>A batch in a list.</summary>
    /// <param name="BatchId">Its id.</param>
    /// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
    /// <param name="Status"><c>created</c>, <c>approved</c> or <c>cancelled</c>.</param>
    /// <param name="CreatedBy">Who made it.</param>
    /// <param name="CreatedAt">When the batch was created.</param>
    /// <param name="PeriodEnd">Only statements of periods that end by then.</param>
    /// <param name="DecidedBy">Who approved or cancelled it.</param>
    /// <param name="DecidedAt">When the batch was approved or cancelled.</param>
    public sealed record Item(
        string BatchId, string Channel, string Status, string CreatedBy, DateTimeOffset CreatedAt,
        DateTimeOffset? PeriodEnd, string? DecidedBy, DateTimeOffset? DecidedAt);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/payout-batches", (
                int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ListQuery(limit, cursor), cancel))
            .Describe(
                "listPayoutBatches", "Payouts", "List payout batches",
                "Lists the payout batches of the shop, latest first, with channel, status and the persons who "
                    + "created and decided them.")
            .Scope(Scopes.PayoutsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/payout-batches/{batchId}", (
                string batchId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(batchId), cancel))
            .Describe(
                "getPayoutBatch", "Payouts", "Get a payout batch",
                "Returns a payout batch with its totals and skipped customers. A batch awaiting approval is returned "
                    + "as it would be booked now, with reversals netted and tax previewed; use its total for the "
                    + "approval.")
            .Scope(Scopes.PayoutsRead)
            .Problems(PayoutBatchProblems.PayoutBatchNotFound, CommonProblems.SecretsKeyMissing);
        routes.MapGet("/v1/payout-batches/{batchId}/payouts", (
                string batchId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new PayoutsQuery(batchId, limit, cursor), cancel))
            .Describe(
                "listBatchPayouts", "Payouts", "List a batch's payouts",
                "Lists the payouts of a batch by customer, with gross, tax, net and transfers. In a batch awaiting "
                    + "approval, the amounts are a preview of what an approval would book now.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                CommonProblems.CursorUnreadable, PayoutBatchProblems.PayoutBatchNotFound,
                CommonProblems.LimitOutOfRange, CommonProblems.SecretsKeyMissing);
    }

    internal sealed class Handler(Db db, Caller caller, PayoutContext context)
        : IRequestHandler<ListQuery, Page<Item>>, IRequestHandler<Query, PayoutBatch>,
        IRequestHandler<PayoutsQuery, Page<Payout>>
    {
        public async Task<Page<Item>> Handle(ListQuery query, CancellationToken cancel)
        {
            var (limit, before) = (Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var rows = await db.Rows<PayoutBatchRow>(caller.Shop.Id, ListSql, new
            {
                shop = caller.Shop.Id,
                before = before > 0 ? before : long.MaxValue,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.BatchKey).Select(row => new Item(
                PublicId.Of(PayoutBatch.Prefix, row.BatchKey), row.Channel, row.Status, row.CreatedBy, row.CreatedAt,
                row.PeriodEnd, row.DecidedBy, row.DecidedAt));
        }

        public async Task<PayoutBatch> Handle(Query query, CancellationToken cancel) =>
            PayoutBatch.Of(caller.Shop, await Read(query.BatchId, cancel));

        public async Task<Page<Payout>> Handle(PayoutsQuery query, CancellationToken cancel)
        {
            var (limit, after) = (Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var read = await Read(query.BatchId, cancel);
            // All are planned, since tax adds up along the batch; a page of them is shown.
            var rows = read.Payouts.Where(row => row.PayoutKey > after).Take(limit + 1).ToList();
            return Paging.Of(rows, limit, row => row.PayoutKey).Select(row => Payout.Of(caller.Shop, read, row));
        }

        private async Task<LoadedBatch> Read(string batchId, CancellationToken cancel)
        {
            var key = PayoutBatch.KeyOf(batchId);
            return await db.ReadSnapshot(
                caller.Shop.Id, transaction => PayoutBatchSql.Batch(transaction, caller.Shop, key, context), cancel)
                ?? throw PayoutBatchProblems.PayoutBatchNotFound.For(batchId);
        }
    }

    private const string ListSql = $"""
        select {PayoutBatchSql.BatchColumns} from payout_batches where shop_id = @shop and batch_key < @before
        order by batch_key desc limit @take
        """;
}
