namespace SocialCommerce.Commissions.Disputes;

/// <summary>Lists disputes with their age, oldest first: all, by status or of one partner.</summary>
internal static class ListDisputes
{
    /// <summary>The status and the customer of the disputes, and the page.</summary>
    public sealed record Query(string? Status, string? CustomerId, int? Limit, string? Cursor)
        : IRequest<Page<Dispute>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/disputes", (
                string? status, string? customerId, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(status, customerId, limit, cursor), cancel))
            .Describe(
                "listDisputes", "Settlement", "List disputes",
                "Lists disputes of statement lines and movements with their age, oldest first. Filter by `status` "
                    + "(`open`, `rejected` or `upheld`) and by `customerId`. Use it as the work list for answering "
                    + "disputes.")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Page<Dispute>>
    {
        public async Task<Page<Dispute>> Handle(Query query, CancellationToken cancel)
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
    }

    private const string ListSql = $"""
        select {DisputeSql.Columns} from disputes d {DisputeSql.Joins}
        where d.shop_id = @shop and d.dispute_key > @after and (@customerId is null or c.customer_id = @customerId)
            and (@status is null or @status = coalesce(a.outcome, '{Dispute.Open}'))
        order by d.dispute_key limit @take
        """;
}
