namespace SocialCommerce.Commissions.Partners;

/// <summary>
/// Creates a customer's application to become a partner. Applying costs nothing; applying again while one waits returns
/// the same application, after a rejection a new one.
/// </summary>
internal static class ApplyForPartnership
{
    /// <summary>The application to create.</summary>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Note">What the person says.</param>
    public sealed record Command(string CustomerId, string? Note = null)
        : IRequest<CreatedOrExisting<PartnerApplication>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/partner-applications", async (
                Command command, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
            {
                var made = await mediator.Send(command, cancel);
                response.Headers.Location = $"/v1/partner-applications/{made.What.ApplicationId}";
                return made;
            })
            .Describe(
                "applyForPartnership", "Commissions", "Apply for partnership",
                "Creates a customer's application to become a partner. Applying costs nothing. While an application "
                    + "waits, applying again returns it unchanged; after a rejection a new one is created. An unknown "
                    + "customer returns 404, and a customer who is already approved is rejected.")
            .Example("""{"customerId": "c-1042", "note": "I run a beauty parlour"}""")
            .Located()
            .Scope(Scopes.CommissionsWrite).ForBackends(Roles.Support, Roles.Operator)
            .Problems(
                CustomerProblems.CustomerNotFound, PartnerProblems.PartnerApproved, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.Note!).Words().When(c => c.Note is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<PartnerApplication>>
    {
        public Task<CreatedOrExisting<PartnerApplication>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Apply(transaction, command), cancel);

        private async Task<CreatedOrExisting<PartnerApplication>> Apply(ShopTransaction transaction, Command command)
        {
            var reads = transaction.Batch();
            var state = reads.ShopState(transaction.ShopId);
            var customer = reads.FindCustomer(transaction.ShopId, command.CustomerId);
            await reads.Run(transaction.Cancel);
            var key = customer.OrNotFound(command.CustomerId).Key;
            var now = state.First!.Now(caller.Shop, time);

            var applying = transaction.Batch();
            // Of two at once the second waits for the first at the index of open ones, and then finds it.
            var made = applying.Rows<long>(InsertSql, new { shop = transaction.ShopId, key, command.Note, now });
            var approval = applying.Commissions.Approval(transaction.ShopId, key);
            var open = applying.Rows<ApplicationRow>(OpenSql, new { shop = transaction.ShopId, key });
            await applying.Run(transaction.Cancel);
            if (approval.First is not null)
                throw PartnerProblems.PartnerApproved.Because($"Customer '{command.CustomerId}' is already approved.");

            var ending = transaction.Batch();
            if (made.List.Count > 0)
                ending.Announce(new PostingContext(transaction.ShopId, now, now), "partner.applied", new
                {
                    applicationId = PublicId.Of(PartnerApplication.Prefix, made.First),
                    command.CustomerId,
                });
            await ending.Commit(transaction.Cancel);
            return new CreatedOrExisting<PartnerApplication>(open.First!.ToApplication(now), made.List.Count > 0);
        }
    }

    private const string InsertSql = """
        insert into partner_applications (shop_id, customer_key, note, recorded_at)
        values (@shop, @key, @note, @now)
        on conflict (shop_id, customer_key) where approved is null do nothing
        returning application_key
        """;

    private const string OpenSql = $"""
        select {ApplicationRow.Columns} {ApplicationRow.From}
        where a.shop_id = @shop and a.customer_key = @key and a.approved is null
        """;
}
