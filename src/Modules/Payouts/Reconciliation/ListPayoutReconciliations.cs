namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>Lists proposed reconciliations, oldest first: all, or those of a status.</summary>
internal static class ListPayoutReconciliations
{
    /// <summary>The status of the reconciliations, and the page.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<PayoutReconciliation>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payout-reconciliations", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe(
                "listPayoutReconciliations", "Payouts", "List payout reconciliations",
                "Lists the proposed reconciliations, oldest first; filter by `status` to find those that await a "
                    + "decision.")
            .Scope(Scopes.PayoutsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<PayoutReconciliation>>
    {
        public async Task<Page<PayoutReconciliation>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, ApprovalStatus.Statuses);
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var rows = await db.Rows<ReconciliationRow>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                query.Status,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.ReconciliationKey).Select(row => row.ToReconciliation());
        }
    }

    private const string ListSql = $"""
        {ReconciliationRow.Select} and r.reconciliation_key > @after
            and (@status is null or @status = case when r.approved then 'approved' when not r.approved then 'rejected'
                else 'waiting' end)
        order by r.reconciliation_key limit @take
        """;
}
