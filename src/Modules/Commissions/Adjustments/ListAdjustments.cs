namespace SocialCommerce.Commissions.Adjustments;

/// <summary>Lists adjustments of balances, oldest first: all, by status or of one partner.</summary>
internal static class ListAdjustments
{
    /// <summary>The status and the customer of the adjustments, and the page.</summary>
    public sealed record Query(string? Status, string? CustomerId, int? Limit, string? Cursor)
        : IRequest<Page<Adjustment>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/adjustments", (
                string? status, string? customerId, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(status, customerId, limit, cursor), cancel))
            .Describe(
                "listAdjustments", "Settlement", "List adjustments",
                "Lists requested corrections of partner balances, oldest first, with their reasons and decisions. "
                    + "Filter by `status` (`waiting`, `approved` or `rejected`) and by `customerId`. Use it as the "
                    + "work list for approvals.")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Adjustment>>
    {
        public async Task<Page<Adjustment>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, ApprovalStatus.Statuses);
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var rows = await db.Rows<AdjustmentRow>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                query.Status,
                query.CustomerId,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.AdjustmentKey).Select(row => row.ToAdjustment(shop));
        }
    }

    private const string ListSql = $"""
        select {AdjustmentRow.Columns} from adjustments j {AdjustmentRow.Joins}
        where j.shop_id = @shop and j.adjustment_key > @after
            and (@customerId is null or c.customer_id = @customerId)
            and (@status is null or @status = case when d.approved then 'approved' when not d.approved then 'rejected'
                else 'waiting' end)
        order by j.adjustment_key limit @take
        """;
}
