using Microsoft.AspNetCore.Mvc;

namespace SocialCommerce.Ladder.Offers;

/// <summary>
/// Records how strong a customer's need is, from a talk or a questionnaire. A low need suppresses the next offer until
/// the shop records another one.
/// </summary>
internal static class PutCustomerNeed
{
    /// <summary>The need.</summary>
    /// <param name="Level" example="low"><c>low</c>, <c>medium</c> or <c>high</c>.</param>
    /// <param name="Reason" example="Has bought for the whole year">How the shop knows.</param>
    public sealed record Body(string Level, string? Reason = null);

    /// <summary>A need to record.</summary>
    public sealed record Command(string CustomerId, Body Body, string? IfMatch) : IRequest<CustomerNeed>;

    /// <summary>The need in force of a customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<CustomerNeed>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/customers/{customerId}/need", (
                string customerId, Body body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpResponse response,
                IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(customerId, body, ifMatch), cancel)
                    .TaggedBy(response, need => need.Version))
            .Describe(
                "putCustomerNeed", "Customers", "Set a customer's need",
                "Records how strong a customer's need is, from a talk or a questionnaire. A low need suppresses the "
                    + "customer's next offer until the shop records another level. Each change is a new version, and "
                    + "sending the need in force changes nothing. An unknown customer is refused with 404, an unknown "
                    + "level with 422, an outdated `If-Match` with 412.")
            .Example("""{"level": "low", "reason": "Has bought for the whole year"}""")
            .Tagged()
            .Scope(Scopes.CustomersWrite).ForBackends(Roles.Support, Roles.Operator)
            .Problems(
                CustomerProblems.CustomerNotFound, CommonProblems.ChangedMeanwhile, CommonProblems.ValidationFailed);
        routes.MapGet("/v1/customers/{customerId}/need", (
                string customerId, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId), cancel).TaggedBy(response, need => need.Version))
            .Describe(
                "getCustomerNeed", "Customers", "Get a customer's need",
                "Returns how strong a customer's need is, as the shop recorded it last, with an ETag for a "
                    + "conditional update. Without a recorded need `level` is absent.")
            .Tagged()
            .Scope(Scopes.CustomersRead).Problems(CustomerProblems.CustomerNotFound);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Body.Level).OneOf([.. CustomerNeed.Levels]);
            RuleFor(c => c.Body.Reason).Words().When(c => c.Body.Reason is not null);
        }
    }

    internal sealed class Handler(Db db, Caller caller, TimeProvider time)
        : IRequestHandler<Command, CustomerNeed>, IRequestHandler<Query, CustomerNeed>
    {
        public Task<CustomerNeed> Handle(Command command, CancellationToken cancel) =>
            db.Write(caller.Shop.Id, transaction => Put(transaction, command), cancel);

        public async Task<CustomerNeed> Handle(Query query, CancellationToken cancel)
        {
            PendingRows<Customer>? customer = null;
            var need = await db.Read(caller.Shop.Id, batch =>
            {
                customer = batch.FindCustomer(caller.Shop.Id, query.CustomerId);
                return batch.Ladder.Need(caller.Shop.Id, query.CustomerId);
            }, cancel);
            customer!.OrNotFound(query.CustomerId);
            return need.First ?? new CustomerNeed(query.CustomerId, 0);
        }

        private async Task<CustomerNeed> Put(ShopTransaction transaction, Command command)
        {
            var shop = transaction.ShopId;
            var find = transaction.Batch();
            var customer = find.FindCustomer(shop, command.CustomerId);
            await find.Run(transaction.Cancel);
            var key = customer.OrNotFound(command.CustomerId).Key;
            var reads = transaction.Batch();
            // First, because it locks the customer: of two changes at once the second sees the first.
            reads.LockCustomers(shop, [key]);
            var state = reads.ShopState(shop);
            var found = reads.Ladder.Need(shop, command.CustomerId);
            await reads.Run(transaction.Cancel);
            var old = found.First ?? new CustomerNeed(command.CustomerId, 0);
            EntityTag.Require(command.IfMatch, old.Version);
            if ((old.Level, old.Reason) == (command.Body.Level, command.Body.Reason)) return old;

            var next = new CustomerNeed(
                command.CustomerId, old.Version + 1, command.Body.Level, command.Body.Reason,
                state.First!.Now(caller.Shop, time));
            var writes = transaction.Batch();
            writes.Do(InsertSql, new { shop, key, next.Version, next.Level, next.Reason, next.RecordedAt });
            writes.Log(shop, caller, new AuditEntry(
                "customerNeed", command.CustomerId, old.Version == 0 ? null : old, command.Body));
            await writes.Commit(transaction.Cancel);
            return next;
        }
    }

    private const string InsertSql = """
        insert into customer_needs (shop_id, customer_key, version, level, reason, recorded_at)
        values (@shop, @key, @version, @level, @reason, @recordedAt)
        """;
}
