using SocialCommerce.Commissions.Postings;

namespace SocialCommerce.Commissions.AccrualStopping;

/// <summary>Lists accrual stops, oldest first: those that are on, those that were released, or all.</summary>
internal static class ListAccrualStops
{
    /// <summary>The status of the brakes, and the page.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<ShownAccrualStop>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/brakes", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe(
                "listBrakes", "Commissions", "List accrual stops",
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
            return Paging.Of(rows, limit, row => row.BrakeKey).Select(row => row.ToBrake(shop));
        }
    }

    private const string Sql = $"""
        select {AccrualStopRow.Columns} from brakes b {AccrualStopRow.Joins}
        where b.shop_id = @shop and b.brake_key > @after
            and (@status is null or @status = case when r.brake_id is null then 'on' else 'released' end)
        order by b.brake_key limit @take
        """;
}
