namespace SocialCommerce.Kernel.Customers;

/// <summary>
/// Creates a customer under the merchant's own id. This is optional: orders and bindings create unknown customers.
/// </summary>
internal static class CreateCustomer
{
    /// <summary>A person to make known; sending one again changes nothing.</summary>
    public sealed record Command(string CustomerId) : IRequest<GetCustomer.Result>;

    internal static void Map(IEndpointRouteBuilder routes) =>
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
            .Example("""{"customerId": "c-1042"}""")
            .Located()
            .Scope(Scopes.CustomersWrite).ForBackends(Roles.Support)
            .Problems(CustomerProblems.CustomerNotFound, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.CustomerId).MerchantId();
    }

    internal sealed class Handler(Db db, Caller caller, IMediator mediator, TimeProvider time)
        : IRequestHandler<Command, GetCustomer.Result>
    {
        public async Task<GetCustomer.Result> Handle(Command command, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var state = (await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel)).First!;
            var now = state.Now(shop, time);
            await db.Write(shop.Id, batch => batch.UpsertAndLockCustomer(shop.Id, command.CustomerId, now), cancel);
            return await mediator.Send(new GetCustomer.Query(command.CustomerId), cancel);
        }
    }
}
