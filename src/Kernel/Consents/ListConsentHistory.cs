namespace SocialCommerce.Kernel.Consents;

/// <summary>Lists every answer of a customer about consents, in the order of recording.</summary>
internal static class ListConsentHistory
{
    /// <summary>Whose, of which purpose, and the page.</summary>
    public sealed record Query(string CustomerId, string? Purpose, int? Limit, string? Cursor)
        : IRequest<Page<Consent>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/consents/history", (
                string customerId, string? purpose, int? limit, string? cursor, IMediator mediator,
                CancellationToken cancel) =>
                mediator.Send(new Query(customerId, purpose, limit, cursor), cancel))
            .Describe(
                "listConsentHistory", "Personal data", "List a customer's answers about consents",
                "Lists all answers of a customer about consents in the order in which they were recorded, with the "
                    + "version of the text that was shown. Filter by `purpose`. Use it to prove what was agreed to, "
                    + "and when.")
            .Scope(Scopes.CustomersRead)
            .Problems(
                CustomerProblems.CustomerNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Consent>>
    {
        public async Task<Page<Consent>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit) = (caller.Shop.Id, Paging.Limit(query.Limit));
            var after = Paging.DecodeKey(query.Cursor);
            PendingRows<Customer>? customer = null;
            var rows = await db.Read(shop, batch =>
            {
                customer = batch.FindCustomer(shop, query.CustomerId);
                return batch.Rows<ConsentRow>(
                    Sql, new { shop, query.CustomerId, query.Purpose, after, take = limit + 1 });
            }, cancel);
            customer!.OrNotFound(query.CustomerId);
            return Paging.Of(rows.List, limit, row => row.ConsentKey).Select(row => row.Shown);
        }
    }

    private const string Sql = $"""
        select {ConsentRow.Columns}
        {ConsentRow.OfCustomer} and n.consent_key > @after
            and (@purpose is null or n.purpose = @purpose)
        order by n.consent_key limit @take
        """;
}
