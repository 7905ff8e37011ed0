using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.AccrualStopping;

/// <summary>Lists accrual stops, oldest first: those that are on, those that were released, or all.</summary>
internal static class ListAccrualStops
{
    /// <summary>The status of the accrual stops, and the page.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<ShownAccrualStop>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/accrual-stops", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe(
                "listAccrualStops", "Commissions", "List accrual stops",
                "Lists accrual stops, oldest first, each with its target and reason and, after its release, what was "
                    + "booked or rejected. Use `status` to select those that are `on` or `released`.")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<ShownAccrualStop>>
    {
        public async Task<Page<ShownAccrualStop>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, "on", CommissionHolds.Released);
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var rows = await db.Rows<AccrualStopRow>(shop.Id, Sql, new
            {
                shop = shop.Id,
                query.Status,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.AccrualStopKey).Select(row => row.ToAccrualStop(shop));
        }
    }

    private const string Sql = $"""
        select {AccrualStopRow.Columns} from accrual_stops b {AccrualStopRow.Joins}
        where b.shop_id = @shop and b.accrual_stop_key > @after
            and (@status is null or @status = case when r.accrual_stop_id is null then 'on' else 'released' end)
        order by b.accrual_stop_key limit @take
        """;
}
