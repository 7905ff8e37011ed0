namespace SocialCommerce.Payouts.Payees;

/// <summary>Gets the payee of a customer, with a masked name and the last characters of numbers.</summary>
internal static class GetCustomerPayee
{
    /// <summary>The payee behind a customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Payee>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/payee", (
                string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getCustomerPayee", "Payees", "Get a customer's payee",
                "Returns the payee registered for a customer. A customer without a payee is answered with 404.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                CustomerProblems.CustomerNotFound, PayeeProblems.PayeeNotFound, CommonProblems.SealedValueUnreadable);

    internal sealed class Handler(Db db, Caller caller, SecretProtector protector) : IRequestHandler<Query, Payee>
    {
        public async Task<Payee> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop.Id;
            var person = (await db.Read(shop, batch => batch.FindCustomer(shop, query.CustomerId), cancel))
                .OrNotFound(query.CustomerId);
            var keys = await db.Rows<long>(shop, OfCustomerSql, new { shop, person.Key }, cancel);
            return (await db.Payees(protector, caller, [.. keys], cancel)).OrNotFound(query.CustomerId);
        }
    }

    private const string OfCustomerSql = """
        select payee_key from payee_customers where shop_id = @shop and customer_key = @key
        """;
}
