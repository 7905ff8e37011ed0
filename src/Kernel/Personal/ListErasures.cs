namespace SocialCommerce.Kernel.Personal;

/// <summary>Lists erasures, oldest first: all, or by status.</summary>
internal static class ListErasures
{
    /// <summary>The status of the erasures, and the page.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<Erasure>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/erasures", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe(
                "listErasures", "Personal data", "List erasures",
                "Lists erasures of customers, oldest first, with their decisions. Filter by `status` (`waiting`, "
                    + "`rejected`, `approved` or `erased`). Use it as the work list for approvals; send the decision "
                    + "of one that stays `approved` again.")
            .Scope(Scopes.PersonalDataRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Erasure>>
    {
        public async Task<Page<Erasure>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, Erasure.Statuses);
            var (shop, limit) = (caller.Shop.Id, Paging.Limit(query.Limit));
            var rows = await db.Rows<ErasureRow>(shop, ErasureRow.ListSql, new
            {
                shop,
                query.Status,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.ErasureKey).Select(row => row.Shown);
        }
    }
}
