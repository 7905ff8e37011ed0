namespace SocialCommerce.Ladder.Lifecycles;

/// <summary>Gets a customer's lifetime value (终身消费) in its forms: actual, by the formula, projected.</summary>
internal static class GetLifetimeValue
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>What the customer spends.</summary>
    /// <param name="AsOf">The shop's time of the answer.</param>
    /// <param name="Orders" example="4">The customer's kept orders.</param>
    /// <param name="Frequency" example="1.25">
    /// Orders for each 30 days of the lifetime, which counts as 30 days at least; absent without an order.
    /// </param>
    /// <param name="LifetimeDays" example="96.5">
    /// Days, of 24 hours each, from the first order to the last; absent without an order.
    /// </param>
    /// <param name="Ticket">Value of an order less refunds, in the mean; absent without an order.</param>
    /// <param name="Actual">Value of all orders less refunds, to date.</param>
    /// <param name="FormulaLiteral">
    /// Frequency × lifetime × ticket; absent of a customer whose orders do not span any time, of one order above all.
    /// </param>
    /// <param name="Projected">
    /// Frequency × the remaining days of the lifecycle settings × ticket; absent without an order.
    /// </param>
    public sealed record Result(
        string CustomerId, DateTimeOffset AsOf, long Orders, decimal? Frequency, decimal? LifetimeDays, Money? Ticket,
        Money Actual, Money? FormulaLiteral, Money? Projected);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/lifetime-value",
            (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getLifetimeValue", "Customers", "Get a customer's lifetime value",
                "Returns what a customer has spent and is expected to spend. `actual` is the value of all orders less "
                    + "refunds. `formulaLiteral` is purchase frequency × lifetime × ticket, with the lifetime from "
                    + "the first order to the last, and has no value for a customer of one order. `projected` is the "
                    + "frequency × the expected remaining days × ticket. Orders that were refunded as a whole do "
                    + "not count.")
            .Scope(Scopes.CustomersRead).Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Query, Result>
    {
        public Task<Result> Handle(Query query, CancellationToken cancel) =>
            db.ReadSnapshot(caller.Shop.Id, async transaction =>
            {
                var shop = caller.Shop;
                var reads = transaction.Batch();
                var state = reads.ShopState(shop.Id);
                var customer = reads.FindCustomer(shop.Id, query.CustomerId);
                var settings = reads.InForce(PutLifecycleSettings.Setting, shop.Id);
                var read = reads.Ladder.LifecycleFacts(shop.Id, query.CustomerId);
                await reads.Run(cancel);
                customer.OrNotFound(query.CustomerId);
                var asOf = state.First!.Now(shop, time);
                if (read.First is not { } facts)
                    return new Result(query.CustomerId, asOf, 0, null, null, null, shop.Money(0), null, null);
                var spending = Spending.Of(facts, settings.Content.RemainingDays);
                return new Result(
                    query.CustomerId, asOf, facts.Orders, spending.Frequency, spending.LifetimeDays,
                    shop.Money(spending.TicketMinor), shop.Money(facts.NetMinor),
                    spending.LiteralMinor is { } literal ? shop.Money(literal) : null,
                    shop.Money(spending.ProjectedMinor));
            }, cancel);
    }
}
