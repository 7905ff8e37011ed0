namespace SocialCommerce.Commissions.Settlements;

/// <summary>
/// Exports all of a partner's statements in one file, each in its original bytes with its hash:
/// <c>scripts/verify-statements</c> checks such a file without the server.
/// </summary>
internal static class ExportStatements
{
    /// <summary>The partner whose statements are exported.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>The file.</summary>
    /// <param name="CustomerId">The partner.</param>
    /// <param name="Statements">Oldest first.</param>
    public sealed record Result(string CustomerId, IReadOnlyList<Item> Statements);

    /// <summary>A statement as it was made.</summary>
    /// <param name="StatementId">Its id.</param>
    /// <param name="Hash">SHA-256 of the body's bytes in UTF-8.</param>
    /// <param name="Body" example="{&quot;period&quot;:&quot;2026-01&quot;,…}">
    /// The statement itself, as `getStatement` answers it.
    /// </param>
    public sealed record Item(string StatementId, string Hash, string Body);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/partners/{customerId}/statements/export",
                (string customerId, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(new Query(customerId), cancel))
            .Describe(
                "exportStatements", "Settlement", "Export a partner's statements",
                "Exports all statements of one partner in one JSON file, oldest first, each as its original text with "
                    + "its SHA-256. A copy of the file proves the hashes and the chain without access to the API.")
            .Scope(Scopes.CommissionsRead).Expensive().Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var person = (await db.Read(shop.Id, batch => batch.FindCustomer(shop.Id, query.CustomerId), cancel))
                .OrNotFound(query.CustomerId);
            return new Result(
                query.CustomerId, await db.Rows<Item>(shop.Id, Sql, new { shop = shop.Id, person.Key }, cancel));
        }
    }

    private const string Sql = """
        select statement_id, hash, body from statements
        where shop_id = @shop and customer_key = @key order by period_end
        """;
}
