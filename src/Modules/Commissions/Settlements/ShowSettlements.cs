using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>
/// Settlement runs and statements. A statement is returned in its original bytes: its SHA-256 is the ETag, and the
/// <c>previousHash</c> of the partner's next one, so that the chain can be verified.
/// </summary>
public static class ShowSettlements
{
    /// <summary>The runs, oldest first.</summary>
    internal sealed record RunsQuery(int? Limit, string? Cursor) : IRequest<Page<RunSettlement.Result>>;

    /// <summary>The statements of a run, or of a person.</summary>
    public sealed record StatementsQuery(DateTimeOffset? PeriodEnd, string? CustomerId, int? Limit, string? Cursor)
        : IRequest<Page<Item>>;

    /// <summary>One statement.</summary>
    public sealed record StatementQuery(string StatementId) : IRequest<Body>;

    /// <summary>A statement in a list.</summary>
    /// <param name="Number">Running number at the shop; absent for statements made before there were numbers.</param>
    public sealed record Item(
        string StatementId, string CustomerId, DateTimeOffset PeriodEnd, Money Total, string Hash, string PreviousHash,
        long? Number);

    /// <summary>A statement's bytes and their hash.</summary>
    public sealed record Body(string Text, string Hash);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/settlements", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new RunsQuery(limit, cursor), cancel))
            .Describe(
                "listSettlements", "Settlement", "List settlement runs",
                "Lists settlement runs, oldest first, with their period, the number of statements and the total. Use a "
                    + "run's `periodEnd` to list or export its statements.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/settlements/{periodEnd}/statements",
            (DateTimeOffset periodEnd, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new StatementsQuery(periodEnd, null, limit, cursor), cancel))
            .Describe(
                "listSettlementStatements", "Settlement", "List a settlement run's statements",
                "Lists the statements that a settlement run made, with partner, total, running number and hashes. The "
                    + "list is empty for a period end without a run. Use the export to get their full content.")
            .Scope(Scopes.CommissionsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CustomerProblems.CustomerNotFound, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/partners/{customerId}/statements",
            (string customerId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new StatementsQuery(null, customerId, limit, cursor), cancel))
            .Describe(
                "listPartnerStatements", "Settlement", "List a partner's statements",
                "Lists the statements of one partner, oldest first, with period, total and hashes. Each statement's "
                    + "`previousHash` is the hash of the one before it. An unknown customer returns 404.")
            .Scope(Scopes.CommissionsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CustomerProblems.CustomerNotFound, CommonProblems.LimitOutOfRange);
        MapStatement(routes);
    }

    private static void MapStatement(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/statements/{statementId}",
            async (string statementId, HttpContext context, IMediator mediator, CancellationToken cancel) =>
            {
                var statement = await mediator.Send(new StatementQuery(statementId), cancel);
                context.Response.Headers.ETag = $"\"{statement.Hash}\"";
                return Results.Text(statement.Text, "application/json");
            })
            .Describe(
                "getStatement", "Settlement", "Get a statement",
                "Returns a statement with every movement that it settles, in exactly the bytes in which it was made. "
                    + "Its ETag is the SHA-256 of those bytes and equals `previousHash` in the partner's next "
                    + "statement, so that the chain can be verified. Amounts are before tax.")
            .Scope(Scopes.CommissionsRead)
            .Produces<Statement>().Problems(SettlementProblems.StatementNotFound);
        routes.MapGet("/v1/statements/{statementId}/csv",
            async (string statementId, IMediator mediator, CancellationToken cancel) =>
            {
                var statement = await mediator.Send(new StatementQuery(statementId), cancel);
                return new CsvFile(
                    $"statement-{statementId}", StatementCsv.Of(Json.Read<Statement>(statement.Text)));
            })
            .Describe(
                "getStatementCsv", "Settlement", "Export a statement as CSV",
                "Exports the lines of one statement for a spreadsheet, with credits and debits in separate columns "
                    + "without a sign. The file is derived from the statement; hashes are computed over the JSON, not "
                    + "over this file.")
            .Scope(Scopes.CommissionsRead).AnswersCsv().Problems(SettlementProblems.StatementNotFound);
    }

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<RunsQuery, Page<RunSettlement.Result>>,
        IRequestHandler<StatementsQuery, Page<Item>>, IRequestHandler<StatementQuery, Body>
    {
        public async Task<Page<RunSettlement.Result>> Handle(RunsQuery query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var rows = await db.Rows<RunSettlement.RunRow>(caller.Shop.Id, RunsSql, new
            {
                shop = caller.Shop.Id,
                after = Paging.DecodeInstant(query.Cursor),
                limit = limit + 1,
            }, cancel);
            var page = Paging.Of(rows, limit, row => Paging.Position(row.PeriodEnd));
            return new Page<RunSettlement.Result>(
                [.. page.Data.Select(row => row.ToResult(caller.Shop))], page.NextCursor, page.HasMore);
        }

        public async Task<Page<Item>> Handle(StatementsQuery query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var shop = caller.Shop;
            long? person = null;
            if (query.CustomerId is { } id)
                person = (await db.Read(shop.Id, batch => batch.FindCustomer(shop.Id, id), cancel)).OrNotFound(id).Key;
            var rows = await db.Rows<StatementRow>(shop.Id, person is null ? OfRunSql : OfPersonSql, new
            {
                shop = shop.Id,
                person,
                query.PeriodEnd,
                after = Paging.DecodeKey(query.Cursor),
                limit = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.StatementKey).Select(row => new Item(
                row.StatementId, row.CustomerId, row.PeriodEnd, shop.Money(row.Total), row.Hash, row.PreviousHash,
                row.Number));
        }

        public async Task<Body> Handle(StatementQuery query, CancellationToken cancel) =>
            await db.First<Body>(caller.Shop.Id, BodySql, new { shop = caller.Shop.Id, query.StatementId }, cancel)
            ?? throw SettlementProblems.StatementNotFound.For(query.StatementId);
    }

    internal sealed record StatementRow(
        long StatementKey, string StatementId, string CustomerId, DateTimeOffset PeriodEnd, long Total, string Hash,
        string PreviousHash, long? Number);

    private const string RunsSql = """
        select period_end, period_start, statements, total, watermark from settlement_runs
        where shop_id = @shop and (@after is null or period_end > @after) order by period_end limit @limit
        """;

    private const string Columns = """
        s.statement_key, s.statement_id, c.customer_id, s.period_end, s.total, s.hash, s.previous_hash, s.number
        from statements s join customers c on c.shop_id = @shop and c.customer_key = s.customer_key
        """;

    private const string OfRunSql = $"""
        select {Columns} where s.shop_id = @shop and s.period_end = @periodEnd and s.statement_key > @after
        order by s.statement_key limit @limit
        """;

    private const string OfPersonSql = $"""
        select {Columns} where s.shop_id = @shop and s.customer_key = @person and s.statement_key > @after
        order by s.statement_key limit @limit
        """;

    private const string BodySql = """
        select body as text, hash from statements where shop_id = @shop and statement_id = @statementId
        """;
}
