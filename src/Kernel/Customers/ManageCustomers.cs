namespace SocialCommerce.Kernel.Customers;

/// <summary>
/// Creates a customer under the merchant's own id, and gets one. Creating is optional: orders and bindings create
/// unknown customers.
/// </summary>
internal static class ManageCustomers
{
    /// <summary>A person to make known; sending one again changes nothing.</summary>
    public sealed record Command(string CustomerId) : IRequest<Result>;

    /// <summary>Which person.</summary>
    public sealed record Query(string CustomerId) : IRequest<Result>;

    /// <summary>A person.</summary>
    /// <param name="CustomerId">The merchant's own id, or a guest's.</param>
    /// <param name="CreatedAt">When the person became known.</param>
    /// <param name="IsGuest">Whether the shop had no customer id for this buyer.</param>
    /// <param name="ClaimedBy">For a guest who was claimed: the customer's id.</param>
    public sealed record Result(
        string CustomerId, DateTimeOffset CreatedAt, bool IsGuest = false, string? ClaimedBy = null);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/customers", async (Command command, IMediator mediator, CancellationToken cancel) =>
            {
                var customer = await mediator.Send(command, cancel);
                return TypedResults.Created($"/v1/customers/{Uri.EscapeDataString(customer.CustomerId)}", customer);
            })
            .Describe(
                "createCustomer", "Customers", "Create a customer",
                "Creates a customer under the merchant's own id. This is optional: orders and referral bindings "
                    + "create unknown customers themselves. Sending a known id again changes nothing and returns the "
                    + "customer.")
            .Scope(Scopes.LadderWrite).ForBackends(Roles.Support)
            .Problems(CustomerProblems.CustomerNotFound, CommonProblems.ValidationFailed);
        routes.MapGet("/v1/customers/{customerId}", (string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel))
            .Describe(
                "getCustomer", "Customers", "Get a customer",
                "Returns a customer or guest: when the record was created and, for a claimed guest, which customer "
                    + "claimed it. An unknown id is answered with 404.")
            .Scope(Scopes.LadderRead).Problems(CustomerProblems.CustomerNotFound);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.CustomerId).MerchantId();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, Result>, IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var state = (await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel)).First!;
            var now = state.Now(shop, time);
            await db.Write(shop.Id, batch => batch.UpsertAndLockCustomer(shop.Id, command.CustomerId, now), cancel);
            return await Handle(new Query(command.CustomerId), cancel);
        }

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
