namespace SocialCommerce.Payouts.Payees;

/// <summary>Lists and gets payees, with masked names and the last characters of numbers.</summary>
internal static class ShowPayees
{
    /// <summary>One payee.</summary>
    public sealed record Query(string PayeeId) : IRequest<Payee>;

    /// <summary>The payee behind a customer.</summary>
    public sealed record CustomerQuery(string CustomerId) : IRequest<Payee>;

    /// <summary>The page of payees.</summary>
    public sealed record ListQuery(int? Limit, string? Cursor) : IRequest<Page<Payee>>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/payees", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ListQuery(limit, cursor), cancel))
            .Describe(
                "listPayees", "Payees", "List payees",
                "Lists the payees of the shop in the order of their registration, with masked names and the last "
                    + "characters of their numbers.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.SealedValueUnreadable,
                CommonProblems.SecretsKeyMissing);
        routes.MapGet("/v1/payees/{payeeId}", (string payeeId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(payeeId), cancel))
            .Describe(
                "getPayee", "Payees", "Get a payee",
                "Returns a payee by its id, with its verification, agreements and accounts; the name and numbers are "
                    + "masked.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                PayeeProblems.PayeeNotFound, CommonProblems.SealedValueUnreadable, CommonProblems.SecretsKeyMissing);
        routes.MapGet("/v1/customers/{customerId}/payee", (
                string customerId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new CustomerQuery(customerId), cancel))
            .Describe(
                "getCustomerPayee", "Payees", "Get a customer's payee",
                "Returns the payee registered for a customer. A customer without a payee is answered with 404.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                CustomerProblems.CustomerNotFound, PayeeProblems.PayeeNotFound, CommonProblems.SealedValueUnreadable,
                CommonProblems.SecretsKeyMissing);
    }

    internal sealed class Handler(Db db, Caller caller, SecretProtector protector)
        : IRequestHandler<Query, Payee>, IRequestHandler<CustomerQuery, Payee>, IRequestHandler<ListQuery, Page<Payee>>
    {
        public async Task<Payee> Handle(Query query, CancellationToken cancel) =>
            (await Read([Payee.KeyOf(query.PayeeId)], cancel)).OrNotFound(query.PayeeId);

        public async Task<Payee> Handle(CustomerQuery query, CancellationToken cancel)
        {
            var shop = caller.Shop.Id;
            var person = (await db.Read(shop, batch => batch.FindCustomer(shop, query.CustomerId), cancel))
                .OrNotFound(query.CustomerId);
            var keys = await db.Rows<long>(shop, OfCustomerSql, new { shop, person.Key }, cancel);
            return (await Read([.. keys], cancel)).OrNotFound(query.CustomerId);
        }

        public async Task<Page<Payee>> Handle(ListQuery query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var keys = await db.Rows<long>(shop, ListSql, new { shop, after, take = limit + 1 }, cancel);
            var page = Paging.Of(keys, limit, key => key);
            return new Page<Payee>(await Read([.. page.Data], cancel), page.NextCursor, page.HasMore);
        }

        private Task<IReadOnlyList<Payee>> Read(long[] keys, CancellationToken cancel) =>
            db.ReadSnapshot(caller.Shop.Id, async transaction =>
            {
                var batch = transaction.Batch();
                var payees = batch.Payouts.Payees(protector, caller, keys);
                await batch.Run(cancel);
                return payees();
            }, cancel);
    }

    private const string ListSql = """
        select payee_key from payees where shop_id = @shop and payee_key > @after order by payee_key limit @take
        """;

    private const string OfCustomerSql = """
        select payee_key from payee_customers where shop_id = @shop and customer_key = @key
        """;
}
