namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>Gets a customer's stage in the lifecycle, and when the next order is expected.</summary>
internal static class GetLifecycle
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>The stage of a customer.</summary>
    /// <param name="AsOf">The shop's time of the answer.</param>
    /// <param name="SettingsVersion" example="1">The version of the lifecycle settings; 0 for the defaults.</param>
    public sealed record Result(string CustomerId, DateTimeOffset AsOf, Lifecycle Lifecycle, int SettingsVersion);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/lifecycle",
            (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getLifecycle", "Customers", "Get a customer's lifecycle stage",
                "Returns the stage of a customer relative to the customer's own expected cycle: the median of the "
                    + "times between the own orders; below two orders, the shortest expected cycle of the products "
                    + "of the order; else the usual cycle of the lifecycle settings. Orders of one day are one "
                    + "purchase, so that a cycle has at least a day. Stages begin at the parts of the cycle that the "
                    + "settings name. Orders that were refunded as a whole do not count.")
            .Scope(Scopes.CustomersRead).Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.ReadSnapshot(caller.Shop.Id, async transaction =>
            {
                var reads = transaction.Batch();
                var state = reads.ShopState(transaction.ShopId);
                var customer = reads.FindCustomer(transaction.ShopId, query.CustomerId);
                var settings = reads.InForce(PutLifecycleSettings.Setting, transaction.ShopId);
                var facts = reads.Ladder.LifecycleFacts(transaction.ShopId, query.CustomerId);
                await reads.Run(cancel);
                customer.OrNotFound(query.CustomerId);
                var asOf = state.First!.Now(caller.Shop, time);
                return new Result(
                    query.CustomerId, asOf,
                    Lifecycle.At(facts.First ?? LifecycleFacts.None, settings.Content, asOf),
                    settings.InForce.Version);
            }, cancel);
    }
}
