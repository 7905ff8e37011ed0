namespace SocialCommerce.Kernel.Personal;

/// <summary>Requests the erasure of a customer; nothing is erased before another person approves it.</summary>
internal static class RequestErasure
{
    /// <summary>Which customer, and why.</summary>
    /// <param name="ErasureId">The shop's own id.</param>
    /// <param name="CustomerId">The customer.</param>
    /// <param name="Reason" example="The customer asked for it on 2026-01-12">Why, without naming the customer.</param>
    public sealed record Command(string ErasureId, string CustomerId, string Reason)
        : IRequest<CreatedOrExisting<Erasure>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/erasures", (Command command, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(command, cancel))
            .Describe(
                "requestErasure", "Personal data", "Request the erasure of a customer",
                "Requests that the personal data of a customer is erased. Nothing is erased until another person "
                    + "approves it. Do not name the customer in the id or the reason, which stay. Repeating a request "
                    + "returns it unchanged, also once it is approved; another request under its id is refused with "
                    + "409, as is a second erasure of one customer. For a guest who was claimed, request the erasure "
                    + "of the customer.")
            .Example("""
                {"erasureId": "ers-2026-01-1", "customerId": "c-1042",
                 "reason": "The customer asked for it on 2026-01-12"}
                """)
            .Scope(Scopes.PersonalDataWrite).ForPersons(Roles.Support)
            .Problems(
                CustomerProblems.CustomerNotFound, ErasureProblems.ErasureConflict, ErasureProblems.ErasureExists,
                ErasureProblems.GuestIsCustomer, CommonProblems.ValidationFailed);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.ErasureId).MerchantId();
            RuleFor(c => c.CustomerId).MerchantId();
            RuleFor(c => c.Reason).Words();
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CreatedOrExisting<Erasure>>
    {
        public Task<CreatedOrExisting<Erasure>> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Request(transaction, command, caller.RequirePerson()), cancel);

        private async Task<CreatedOrExisting<Erasure>> Request(
            ShopTransaction transaction, Command command, Person person)
        {
            var shop = transaction.ShopId;
            var reads = transaction.Batch();
            var state = reads.ShopState(shop);
            // Requests of one customer come one after the other.
            var customer = reads.FindAndLockCustomers(shop, command.CustomerId);
            var found = reads.Rows<ErasureRow>(ErasureRow.FindSql, new { shop, command.ErasureId });
            await reads.Run(transaction.Cancel);
            if (found.First is { } kept)
                return new CreatedOrExisting<Erasure>(Same(kept, command, person), false);
            var key = Erasable(customer, command.CustomerId).Key;
            var others = transaction.Batch();
            var open = others.Rows<ErasureRow>(ErasureRow.OpenSql, new { shop, command.CustomerId });
            await others.Run(transaction.Cancel);
            if (open.First is { } other)
                throw ErasureProblems.ErasureExists.Because(
                    $"Erasure '{other.ErasureId}' of the customer is {other.Shown.Status}.", "#/customerId");

            var now = state.First!.Now(caller.Shop, time);
            var writes = transaction.Batch();
            writes.Do(InsertSql, new { shop, command.ErasureId, key, command.Reason, person.OperatorId, now });
            // The entry stays when the customer is gone, so that it names the erasure and not the customer.
            writes.Log(shop, caller, new AuditEntry("erasure", command.ErasureId, null, new { Status = "waiting" }));
            await writes.Commit(transaction.Cancel);
            return new CreatedOrExisting<Erasure>(
                new Erasure(
                    command.ErasureId, command.CustomerId, command.Reason, "waiting", person.OperatorId, now), true);
        }

        private static Customer Erasable(PendingRows<Customer> rows, string customerId)
        {
            var customer = rows.OrNotFound(customerId);
            return customer.ClaimedBy is null
                ? customer
                : throw ErasureProblems.GuestIsCustomer.Because(
                    "The guest was claimed by a customer; request the erasure of that customer.", "#/customerId");
        }

        /// <summary>Once it is approved, the id that was sent is known no more.</summary>
        private static Erasure Same(ErasureRow kept, Command command, Person person) =>
            kept.Reason == command.Reason && kept.RequestedBy == person.OperatorId
                && (kept.Approved == true || kept.CustomerId == command.CustomerId)
                ? kept.Shown
                : throw ErasureProblems.ErasureConflict.Because(
                    $"Erasure '{command.ErasureId}' is known with another request.", "#/erasureId");
    }

    private const string InsertSql = """
        insert into erasures (shop_id, erasure_id, customer_key, reason, requested_by, recorded_at)
        values (@shop, @erasureId, @key, @reason, @operatorId, @now)
        """;
}
