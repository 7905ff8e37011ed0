namespace SocialCommerce.Kernel.Consents;

/// <summary>Gets what a customer agrees to now: of each purpose the latest answer by its own time.</summary>
internal static class GetConsents
{
    /// <summary>Whose.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>The consents of a customer.</summary>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Consents">By purpose; a purpose without an answer is absent, and not agreed to.</param>
    public sealed record Result(string CustomerId, IReadOnlyList<Consent> Consents);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/consents", (
                string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getConsents", "Personal data", "Get a customer's consents",
                "Returns of each purpose the answer that holds: the latest by its own time. Ask before each use that "
                    + "needs a consent; a purpose that is absent was never agreed to.")
            .Scope(Scopes.CustomersRead).Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop.Id;
            PendingRows<Customer>? customer = null;
            var rows = await db.Read(shop, batch =>
            {
                customer = batch.FindCustomer(shop, query.CustomerId);
                return batch.Rows<ConsentRow>(Sql, new { shop, query.CustomerId });
            }, cancel);
            customer!.OrNotFound(query.CustomerId);
            return new Result(query.CustomerId, [.. rows.List.Select(row => row.Shown)]);
        }
    }

    private const string Sql = $"""
        select distinct on (n.purpose) {ConsentRow.Columns}
        {ConsentRow.OfCustomer}
        order by n.purpose, n.given_at desc, n.consent_key desc
        """;
}
