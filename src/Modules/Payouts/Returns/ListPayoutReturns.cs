namespace SocialCommerce.Payouts.Returns;

/// <summary>Lists reported returns of paid transfers, oldest first: all, or those of a status.</summary>
internal static class ListPayoutReturns
{
    /// <summary>The status of the returns, and the page.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<PayoutReturn>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payout-returns", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe(
                "listPayoutReturns", "Payouts", "List returned transfers",
                "Lists the reported returns of paid transfers, oldest first; filter by `status` to find those that "
                    + "await a decision.")
            .Scope(Scopes.PayoutsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<PayoutReturn>>
    {
        public async Task<Page<PayoutReturn>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, ApprovalStatus.Statuses);
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var rows = await db.Rows<ReturnRow>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                query.Status,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.ReturnKey).Select(row => row.ToReturn(shop));
        }
    }

    private const string ListSql = $"""
        {ReturnRow.Select} and r.return_key > @after
            and (@status is null or @status = case when r.approved then 'approved' when not r.approved then 'rejected'
                else 'waiting' end)
        order by r.return_key limit @take
        """;
}
