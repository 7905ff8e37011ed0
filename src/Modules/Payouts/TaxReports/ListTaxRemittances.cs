namespace SocialCommerce.Payouts.TaxReports;

/// <summary>Lists remittances of withheld tax in the order in which they were reported.</summary>
internal static class ListTaxRemittances
{
    /// <summary>The status of the remittances, and the page.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<TaxRemittance>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/tax-remittances", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe(
                "listTaxRemittances", "Payouts", "List tax remittances",
                "Lists the remittances of withheld tax in the order in which they were reported; filter by `status` "
                    + "to find those that await a decision.")
            .Scope(Scopes.PayoutsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<TaxRemittance>>
    {
        public async Task<Page<TaxRemittance>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, ApprovalStatus.Statuses);
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var rows = await db.Rows<RemittanceRow>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                query.Status,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.RemittanceKey).Select(row => row.ToRemittance(shop));
        }
    }

    private const string ListSql = $"""
        {RemittanceRow.Select} and r.remittance_key > @after
            and (@status is null or @status = case when r.approved then 'approved' when not r.approved then 'rejected'
                else 'waiting' end)
        order by r.remittance_key limit @take
        """;
}
