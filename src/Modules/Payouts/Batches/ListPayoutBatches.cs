namespace SocialCommerce.Payouts.Batches;

/// <summary>Lists payout batches, latest first.</summary>
internal static class ListPayoutBatches
{
    /// <summary>The page of batches, latest first.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<Item>>;

    /// <summary>A batch in a list.</summary>
    /// <param name="BatchId">Its id.</param>
    /// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
    /// <param name="Status"><c>created</c>, <c>approved</c> or <c>cancelled</c>.</param>
    /// <param name="CreatedBy" example="li.na">Who made it.</param>
    /// <param name="CreatedAt">When the batch was created.</param>
    /// <param name="PeriodEnd">Only statements of periods that end by then.</param>
    /// <param name="DecidedBy">Who approved or cancelled it.</param>
    /// <param name="DecidedAt">When the batch was approved or cancelled.</param>
    public sealed record Item(
        string BatchId, string Channel, string Status, string CreatedBy, DateTimeOffset CreatedAt,
        DateTimeOffset? PeriodEnd, string? DecidedBy, DateTimeOffset? DecidedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payout-batches", (
                int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listPayoutBatches", "Payouts", "List payout batches",
                "Lists the payout batches of the shop, latest first, with channel, status and the persons who "
                    + "created and decided them.")
            .Scope(Scopes.PayoutsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancel)
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
    }

    private const string ListSql = $"""
        select {PayoutBatchSql.BatchColumns} from payout_batches where shop_id = @shop and batch_key < @before
        order by batch_key desc limit @take
        """;
}
