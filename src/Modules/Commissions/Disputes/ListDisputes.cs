namespace SocialCommerce.Commissions.Disputes;

/// <summary>Lists disputes with their age, oldest first: all, by status or of one partner; or returns one.</summary>
internal static class ListDisputes
{
    /// <summary>The status and the customer of the disputes, and the page.</summary>
    public sealed record ListQuery(string? Status, string? CustomerId, int? Limit, string? Cursor)
        : IRequest<Page<Dispute>>;

    /// <summary>The dispute.</summary>
    public sealed record Query(string DisputeId) : IRequest<Dispute>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/disputes", (
                string? status, string? customerId, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new ListQuery(status, customerId, limit, cursor), cancel))
            .Describe(
                "listDisputes", "Settlement", "List disputes",
                "Lists disputes of statement lines and movements with their age, oldest first. Filter by `status` "
                    + "(`open`, `rejected` or `upheld`) and by `customerId`. Use it as the work list for answering "
                    + "disputes.")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);
        routes.MapGet("/v1/disputes/{disputeId}", (
                string disputeId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(disputeId), cancel))
            .Describe(
                "getDispute", "Settlement", "Get a dispute",
                "Returns a dispute with the disputed line or movement, the amount held for it and its age. Once it is "
                    + "answered, the outcome, the note, the adjustment and the explanation of the order at that time "
                    + "are included.")
            .Scope(Scopes.CommissionsRead).Problems(DisputeProblems.DisputeNotFound);
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<ListQuery, Page<Dispute>>, IRequestHandler<Query, Dispute>
    {
        public async Task<Page<Dispute>> Handle(ListQuery query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, Dispute.Open, Dispute.Rejected, Dispute.Upheld);
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            PendingRows<ShopState>? state = null;
            var rows = await db.Read(shop.Id, batch =>
            {
                state = batch.ShopState(shop.Id);
                return batch.Rows<DisputeRow>(ListSql, new
                {
                    shop = shop.Id,
                    query.Status,
                    query.CustomerId,
                    after = Paging.DecodeKey(query.Cursor),
                    take = limit + 1,
                });
            }, cancel);
            var now = state!.First!.Now(shop, time);
            return Paging.Of(rows.List, limit, row => row.DisputeKey).Select(row => row.ToDispute(shop, now));
        }

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

    private const string ListSql = $"""
        select {DisputeSql.Columns} from disputes d {DisputeSql.Joins}
        where d.shop_id = @shop and d.dispute_key > @after and (@customerId is null or c.customer_id = @customerId)
            and (@status is null or @status = coalesce(a.outcome, '{Dispute.Open}'))
        order by d.dispute_key limit @take
        """;
}
