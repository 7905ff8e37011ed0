namespace SocialCommerce.Kernel.Customers;

/// <summary>Gets a customer or a guest.</summary>
internal static class GetCustomer
{
    /// <summary>Which person.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>A person.</summary>
    /// <param name="CustomerId">The merchant's own id, or a guest's.</param>
    /// <param name="CreatedAt">When the person became known.</param>
    /// <param name="IsGuest">Whether the shop had no customer id for this buyer.</param>
    /// <param name="ClaimedBy">For a guest who was claimed: the customer's id.</param>
    public sealed record Result(
        string CustomerId, DateTimeOffset CreatedAt, bool IsGuest = false, string? ClaimedBy = null);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}", (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getCustomer", "Customers", "Get a customer",
                "Returns a customer or guest: when the record was created and, for a claimed guest, which customer "
                    + "claimed it. An unknown id is answered with 404.")
            .Scope(Scopes.CustomersRead).Problems(CustomerProblems.CustomerNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel) =>
            await db.First<Result>(caller.Shop.Id, Sql, new { shop = caller.Shop.Id, query.CustomerId }, cancel)
            ?? throw CustomerProblems.CustomerNotFound.For(query.CustomerId);
    }

    private const string Sql = $"""
        select c.customer_id, c.created_at, c.{Guest.IsGuestId} as is_guest, o.customer_id as claimed_by
        from customers c left join customers o on o.shop_id = @shop and o.customer_key = c.claimed_by
        where c.shop_id = @shop and c.customer_id = @customerId
        """;
}
