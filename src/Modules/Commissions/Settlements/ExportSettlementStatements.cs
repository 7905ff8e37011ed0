using System.Globalization;
using System.Text;
using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>
/// Exports all statements of a settlement run: as JSON lines, first the run and then each statement in its original
/// bytes with its hash, which <c>scripts/verify-statements</c> checks without the server; or as a spreadsheet of their
/// headers. Both are streamed, whatever the number of statements.
/// </summary>
internal static class ExportSettlementStatements
{
    private const int StatementsAtOnce = 100;
    private const int HeadsAtOnce = 5_000;

    private static readonly string[] Header =
    [
        "number", "statementId", "customerId", "shopId", "issuer", "registrationNumber", "taxNumber", "periodStart",
        "periodEnd", "planId", "carriedInMinor", "totalMinor", "currency", "lines", "taxComputed", "previousHash",
        "hash",
    ];

    /// <summary>The run that ended a period.</summary>
    public sealed record RunQuery(DateTimeOffset PeriodEnd) : IRequest<RunSettlement.Result>;

    /// <summary>Statements of a run after a key, with their bodies or as heads.</summary>
    public sealed record Query(DateTimeOffset PeriodEnd, long After, bool Heads) : IRequest<Part>;

    /// <summary>A part of the file.</summary>
    /// <param name="Text">Its rows.</param>
    /// <param name="Last">Key of the last statement in it; null in the last part.</param>
    public sealed record Part(string Text, long? Last);

    /// <summary>The first line of an export.</summary>
    /// <param name="ShopId">The shop.</param>
    /// <param name="PeriodStart">End of the run before; absent for the first.</param>
    /// <param name="PeriodEnd">End of the period, not included.</param>
    /// <param name="Statements">The number of statements that follow.</param>
    /// <param name="Total">What they come to.</param>
    public sealed record Heading(
        string ShopId, DateTimeOffset? PeriodStart, DateTimeOffset PeriodEnd, long Statements, Money Total);

    /// <summary>A line of an export: a statement as it was made.</summary>
    /// <param name="CustomerId">The partner.</param>
    /// <param name="StatementId">Its id.</param>
    /// <param name="Hash">SHA-256 of the body's bytes in UTF-8.</param>
    /// <param name="Body">The statement itself, as <c>getStatement</c> answers it.</param>
    public sealed record Line(string CustomerId, string StatementId, string Hash, string Body);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/settlements/{periodEnd}/statements/export", async (
                DateTimeOffset periodEnd, Caller caller, IMediator mediator, CancellationToken cancel) =>
            {
                // Read before the answer begins, so that a run that was not made is 404.
                var run = await mediator.Send(new RunQuery(periodEnd), cancel);
                var heading = Json.Write(new Heading(
                    caller.Shop.PublicId, run.PeriodStart, run.PeriodEnd, run.Statements, run.Total));
                return Results.Stream(
                    body => Write(body, mediator, $"{heading}\n", new Query(periodEnd, 0, false), cancel),
                    MediaTypes.JsonLines);
            })
            .Describe(
                "exportSettlementStatements", "Settlement", "Export a settlement run's statements",
                "Exports every statement of a settlement run as JSON lines: first the run, then each statement as its "
                    + "original text with its SHA-256, so that they can be verified without access to the API. The "
                    + "file is streamed, whatever its size. A period end without a run returns 404.")
            .Scope(Scopes.CommissionsRead).Expensive().Produces<string>(StatusCodes.Status200OK, MediaTypes.JsonLines)
            .Problems(SettlementProblems.SettlementNotFound);
        routes.MapGet("/v1/settlements/{periodEnd}/statements/csv", async (
                DateTimeOffset periodEnd, IMediator mediator, CancellationToken cancel) =>
            {
                await mediator.Send(new RunQuery(periodEnd), cancel);
                return new CsvFile(
                    $"statements-{periodEnd.UtcDateTime:yyyyMMdd}",
                    (body, ends) => Write(body, mediator, Csv.Exact([Header]), new Query(periodEnd, 0, true), ends));
            })
            .Describe(
                "getSettlementStatementsCsv", "Settlement", "Export a settlement run's statement headers as CSV",
                "Exports one row for each statement of a settlement run: number, partner, issuer, period, carried-in "
                    + "amount, total, line count and hashes. The file is streamed and has no statement lines; a period "
                    + "end without a run returns 404.")
            .Scope(Scopes.CommissionsRead).Expensive().AnswersCsv().Problems(SettlementProblems.SettlementNotFound);
    }

    private static async Task Write(
        Stream body, IMediator mediator, string first, Query query, CancellationToken cancel)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(first), cancel);
        for (long? after = 0; after is { } last;)
        {
            var part = await mediator.Send(query with { After = last }, cancel);
            await body.WriteAsync(Encoding.UTF8.GetBytes(part.Text), cancel);
            after = part.Last;
        }
    }

    internal sealed class Handler(Db db, Caller caller)
        : IRequestHandler<RunQuery, RunSettlement.Result>, IRequestHandler<Query, Part>
    {
        public async Task<RunSettlement.Result> Handle(RunQuery query, CancellationToken cancel) =>
            (await db.First<RunSettlement.RunRow>(
                caller.Shop.Id, RunSql, new { shop = caller.Shop.Id, query.PeriodEnd }, cancel))?.ToResult(caller.Shop)
            ?? throw SettlementProblems.SettlementNotFound.For(Json.Text(query.PeriodEnd));

        public Task<Part> Handle(Query query, CancellationToken cancel) =>
            query.Heads ? Heads(query, cancel) : Bodies(query, cancel);

        private async Task<Part> Bodies(Query query, CancellationToken cancel)
        {
            var rows = await db.Rows<BodyRow>(caller.Shop.Id, BodiesSql, new
            {
                shop = caller.Shop.Id,
                query.PeriodEnd,
                query.After,
                take = StatementsAtOnce,
            }, cancel);
            var lines = rows.Select(row => Json.Write(new Line(row.CustomerId, row.StatementId, row.Hash, row.Body)));
            return new Part(
                string.Concat(lines.Select(line => $"{line}\n")),
                rows.Count == StatementsAtOnce ? rows[^1].StatementKey : null);
        }

        private async Task<Part> Heads(Query query, CancellationToken cancel)
        {
            var rows = await db.Rows<HeadRow>(caller.Shop.Id, HeadsSql, new
            {
                shop = caller.Shop.Id,
                query.PeriodEnd,
                query.After,
                take = HeadsAtOnce,
            }, cancel);
            return new Part(
                Csv.ForSpreadsheets(rows.Select(row => row.Fields(caller.Shop.Currency))),
                rows.Count == HeadsAtOnce ? rows[^1].StatementKey : null);
        }
    }

    private sealed record BodyRow(long StatementKey, string CustomerId, string StatementId, string Hash, string Body);

    private sealed record HeadRow(long StatementKey, string Head, long Lines, string Hash)
    {
        public string?[] Fields(string currency)
        {
            // Without its lines, which the database has counted.
            var statement = Json.Read<Statement>(Head);
            return
            [
                Number(statement.Number), statement.StatementId, statement.CustomerId, statement.ShopId,
                statement.Issuer?.LegalName, statement.Issuer?.RegistrationNumber, statement.Issuer?.TaxNumber,
                Time(statement.PeriodStart), Time(statement.PeriodEnd), statement.PlanId,
                Number(statement.CarriedIn.Amount), Number(statement.Total.Amount), currency, Number(Lines),
                statement.TaxComputed, statement.PreviousHash, Hash,
            ];
        }

        private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

        private static string? Time(DateTimeOffset? time) => time is { } at ? Json.Text(at) : null;
    }

    private const string RunSql = """
        select period_end, period_start, statements, total, watermark from settlement_runs
        where shop_id = @shop and period_end = @periodEnd
        """;

    private const string BodiesSql = """
        select s.statement_key, c.customer_id, s.statement_id, s.hash, s.body
        from statements s join customers c on c.shop_id = @shop and c.customer_key = s.customer_key
        where s.shop_id = @shop and s.period_end = @periodEnd and s.statement_key > @after
        order by s.statement_key limit @take
        """;

    private const string HeadsSql = """
        select s.statement_key, (s.body::jsonb - 'lines')::text as head,
            jsonb_array_length(s.body::jsonb -> 'lines')::bigint as lines, s.hash
        from statements s
        where s.shop_id = @shop and s.period_end = @periodEnd and s.statement_key > @after
        order by s.statement_key limit @take
        """;
}
