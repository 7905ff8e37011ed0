namespace SocialCommerce.Commissions.DecisionLimits;

/// <summary>
/// Lists money decisions that one person has prepared, oldest first, all or by status. A second person confirms one by
/// sending the same request; other content replaces it.
/// </summary>
internal static class ListPreparedDecisions
{
    private static readonly IReadOnlyCollection<string> Statuses = ["waiting", "confirmed", "replaced"];

    /// <summary>Which page of which.</summary>
    public sealed record Query(string? Status, int? Limit, string? Cursor) : IRequest<Page<PreparedDecision>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/prepared-decisions", (
                string? status, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(status, limit, cursor), cancel))
            .Describe(
                "listPreparedDecisions", "Settlement", "List prepared decisions",
                "Lists money decisions that one person has prepared and a second person must confirm, oldest first: "
                    + "releases of accrual stops (`accrualStopRelease`) and fraud cases (`fraudRelease`), dividend "
                    + "profits (`dividendProfit`), and changes of the house account (`houseAccount`). "
                    + "A second person confirms one by sending the same request; other content replaces it. Filter by "
                    + "`status` (`waiting`, `confirmed` or `replaced`).")
            .Scope(Scopes.CommissionsRead)
            .Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<PreparedDecision>>
    {
        public async Task<Page<PreparedDecision>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("status", query.Status, Statuses);
            var (shop, limit) = (caller.Shop.Id, Paging.Limit(query.Limit));
            var rows = await db.Rows<PreparedRow>(shop, ListSql, new
            {
                shop,
                query.Status,
                after = Paging.DecodeKey(query.Cursor),
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.DecisionKey).Select(row => row.ToDecision());
        }
    }

    private const string ListSql = $"""
        select {PreparedSql.Columns} from prepared_decisions d
        where d.shop_id = @shop and d.decision_key > @after
            and (@status is null or @status = coalesce(d.outcome, 'waiting'))
        order by d.decision_key limit @take
        """;
}
