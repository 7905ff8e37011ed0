using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>Lists a partner's statements, oldest first.</summary>
internal static class ListPartnerStatements
{
    /// <summary>The partner, and the page.</summary>
    public sealed record Query(string CustomerId, int? Limit, string? Cursor) : IRequest<Page<StatementSummary>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{customerId}/statements",
            (string customerId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, limit, cursor), cancel))
            .Describe(
                "listPartnerStatements", "Settlement", "List a partner's statements",
                "Lists the statements of one partner, oldest first, with period, total and hashes. Each statement's "
                    + "`previousHash` is the hash of the one before it. An unknown customer returns 404.")
            .Scope(Scopes.CommissionsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CustomerProblems.CustomerNotFound, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<StatementSummary>>
    {
        public async Task<Page<StatementSummary>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop, Paging.Limit(query.Limit));
            var person = (await db.Read(shop.Id, batch => batch.FindCustomer(shop.Id, query.CustomerId), cancel))
                .OrNotFound(query.CustomerId).Key;
            var rows = await db.Rows<StatementSummaryRow>(shop.Id, ListSql, new
            {
                shop = shop.Id,
                person,
                after = Paging.DecodeKey(query.Cursor),
                limit = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.StatementKey).Select(row => row.ToSummary(shop));
        }
    }

    private const string ListSql = $"""
        select {StatementSummaryRow.Columns}
        where s.shop_id = @shop and s.customer_key = @person and s.statement_key > @after
        order by s.statement_key limit @limit
        """;
}
