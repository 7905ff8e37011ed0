using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>
/// Gets a statement in its original bytes, or as a CSV file. The SHA-256 of the bytes is the ETag, and the
/// <c>previousHash</c> of the partner's next statement, so that the chain can be verified.
/// </summary>
public static class GetStatement
{
    /// <summary>One statement.</summary>
    public sealed record Query(string StatementId) : IRequest<Body>;

    /// <summary>A statement's bytes and their hash.</summary>
    public sealed record Body(string Text, string Hash);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/statements/{statementId}",
            async (string statementId, HttpContext context, IMediator mediator, CancellationToken cancel) =>
            {
                var statement = await mediator.Send(new Query(statementId), cancel);
                context.Response.Headers.ETag = $"\"{statement.Hash}\"";
                return Results.Text(statement.Text, "application/json");
            })
            .Describe(
                "getStatement", "Settlement", "Get a statement",
                "Returns a statement with every movement that it settles, in exactly the bytes in which it was made. "
                    + "Its ETag is the SHA-256 of those bytes and equals `previousHash` in the partner's next "
                    + "statement, so that the chain can be verified. Amounts are before tax.")
            .Tagged()
            .Scope(Scopes.CommissionsRead)
            .Produces<Statement>().Problems(SettlementProblems.StatementNotFound);
        routes.MapGet("/v1/statements/{statementId}/csv",
            async (string statementId, IMediator mediator, CancellationToken cancel) =>
            {
                var statement = await mediator.Send(new Query(statementId), cancel);
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

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Body>
    {
        public async Task<Body> Handle(Query query, CancellationToken cancel) =>
            await db.First<Body>(caller.Shop.Id, BodySql, new { shop = caller.Shop.Id, query.StatementId }, cancel)
            ?? throw SettlementProblems.StatementNotFound.For(query.StatementId);
    }

    private const string BodySql = """
        select body as text, hash from statements where shop_id = @shop and statement_id = @statementId
        """;
}
