namespace SocialCommerce.Ladder.ProductLinks;

/// <summary>Lists the products that follow from a customer's purchases, by the links in force.</summary>
internal static class ListProductSuggestions
{
    private const int Most = 100;

    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>What to suggest to a customer.</summary>
    /// <param name="AsOf">The shop's time of the answer.</param>
    /// <param name="Suggestions">What follows, the window that ends first at the head.</param>
    public sealed record Result(string CustomerId, DateTimeOffset AsOf, IReadOnlyList<Suggestion> Suggestions);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/product-suggestions",
            (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "listProductSuggestions", "Customers", "List product suggestions for a customer",
                "Lists what a customer has bought, which linked product follows, and until when. A link is suggested "
                    + "from the latest purchase of its first product until its window ends, or until the customer "
                    + "buys the linked product. Purchases that were given back do not count. The answer has the 100 "
                    + "suggestions whose windows end first.")
            .Scope(Scopes.CustomersRead).Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.ReadSnapshot(caller.Shop.Id, async transaction =>
            {
                var first = transaction.Batch();
                var state = first.ShopState(transaction.ShopId);
                var customer = first.FindCustomer(transaction.ShopId, query.CustomerId);
                await first.Run(cancel);
                customer.OrNotFound(query.CustomerId);
                var now = state.First!.Now(caller.Shop, time);
                var second = transaction.Batch();
                var found = second.Ladder.Suggestions(transaction.ShopId, query.CustomerId, now, Most);
                await second.Run(cancel);
                return new Result(query.CustomerId, now, found.List);
            }, cancel);
    }
}
