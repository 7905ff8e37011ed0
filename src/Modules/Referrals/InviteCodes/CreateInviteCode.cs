namespace SocialCommerce.Referrals.InviteCodes;

/// <summary>
/// Creates the one invite code (邀请码) that names a customer as referrer; later calls return the same code.
/// </summary>
internal static class CreateInviteCode
{
    /// <summary>The owner of the code; an unknown person is registered as a customer.</summary>
    public sealed record Command(string CustomerId) : IRequest<Result>;

    /// <summary>A person's invite code.</summary>
    public sealed record Result(string CustomerId, string InviteCode, DateTimeOffset CreatedAt);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/invite-codes", async (Command command, IMediator mediator, CancellationToken cancel) =>
            TypedResults.Created((string?)null, await mediator.Send(command, cancel)))
            .Describe(
                "createInviteCode", "Referrals", "Create an invite code",
                "Returns the invite code that names a customer as referrer, and creates it on the first request. "
                    + "Each customer has one code, which never changes. An unknown customer is created.")
            .Example("""{"customerId": "c-1001"}""")
            .Scope(Scopes.ReferralsWrite).ForBackends(Roles.Support, Roles.Operator)
            .Problems(CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.CustomerId).MerchantId();
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancel)
        {
            var shop = caller.Shop;
            var state = (await db.Read(shop.Id, batch => batch.ShopState(shop.Id), cancel)).First!;
            var now = state.Now(shop, time);
            var codes = await db.Write(shop.Id, batch =>
            {
                batch.UpsertAndLockCustomer(shop.Id, command.CustomerId, now);
                batch.Do(InsertSql, new { shop = shop.Id, code = ShortCode.Next(shop.Id), now });
                return batch.Rows<Result>(FindSql, new { shop = shop.Id });
            }, cancel);
            return codes.First!;
        }
    }

    private const string InsertSql = $"""
        insert into invite_codes (shop_id, code, customer_key, created_at)
        values (@shop, @code, {BatchVariables.BuyerKey}, @now)
        on conflict (shop_id, customer_key) do nothing
        """;

    private const string FindSql = $"""
        select c.customer_id, i.code as invite_code, i.created_at
        from invite_codes i join customers c on c.shop_id = i.shop_id and c.customer_key = i.customer_key
        where i.shop_id = @shop and i.customer_key = {BatchVariables.BuyerKey}
        """;
}
