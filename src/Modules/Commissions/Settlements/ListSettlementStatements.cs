using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>Lists the statements that a settlement run made.</summary>
internal static class ListSettlementStatements
{
    /// <summary>The end of the run's period, and the page.</summary>
    public sealed record Query(DateTimeOffset PeriodEnd, int? Limit, string? Cursor) : IRequest<Page<StatementSummary>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/settlements/{periodEnd}/statements",
            (DateTimeOffset periodEnd, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(periodEnd, limit, cursor), cancel))
            .Describe(
                "listSettlementStatements", "Settlement", "List a settlement run's statements",
                "Lists the statements that a settlement run made, with partner, total, running number and hashes. The "
                    + "list is empty for a period end without a run. Use the export to get their full content.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<StatementSummary>>
    {
        public async Task<Page<StatementSummary>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var rows = await db.Rows<StatementSummaryRow>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                query.PeriodEnd,
                after = Paging.DecodeKey(query.Cursor),
                limit = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.StatementKey).Select(row => row.ToSummary(shop));
        }
    }

    private const string ListSql = $"""
        select {StatementSummaryRow.Columns}
        where s.shop_id = @shop and s.period_end = @periodEnd and s.statement_key > @after
        order by s.statement_key limit @limit
        """;
}
