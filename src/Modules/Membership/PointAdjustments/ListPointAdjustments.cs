namespace SocialCommerce.Membership.PointAdjustments;

/// <summary>Lists adjustments of points, oldest first: all, or by status.</summary>
internal static class ListPointAdjustments
{
    /// <summary>The status of the adjustments, and the page.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<PointAdjustment>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/point-adjustments", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe(
                "listPointAdjustments", "Points", "List adjustments of points",
                "Lists requested adjustments of points, oldest first, with their reasons and decisions. Filter by "
                    + "`status` (`waiting`, `approved` or `rejected`). Use it as the work list for approvals.")
            .Scope(Scopes.MembershipRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<PointAdjustment>>
    {
        public async Task<Page<PointAdjustment>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, ApprovalStatus.Statuses);
            var (shop, limit) = (caller.Shop.Id, Paging.Limit(query.Limit));
            var rows = await db.Rows<PointAdjustmentRow>(shop, PointAdjustmentRow.ListSql, new
            {
                shop,
                query.Status,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.AdjustmentKey).Select(row => row.Shown);
        }
    }
}
