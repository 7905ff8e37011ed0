namespace SocialCommerce.Payouts.Payees;

/// <summary>Lists payees, with masked names and the last characters of numbers.</summary>
internal static class ListPayees
{
    /// <summary>The page of payees.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<Payee>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/payees", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listPayees", "Payees", "List payees",
                "Lists the payees of the shop in the order of their registration, with masked names and the last "
                    + "characters of their numbers.")
            .Scope(Scopes.PayoutsRead)
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.SealedValueUnreadable);

    internal sealed class Handler(Db db, Caller caller, SecretProtector protector) : IRequestHandler<Query, Page<Payee>>
    {
        public async Task<Page<Payee>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, after) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            var keys = await db.Rows<long>(shop, ListSql, new { shop, after, take = limit + 1 }, cancel);
            var page = Paging.Of(keys, limit, key => key);
            var payees = await db.Payees(protector, caller, [.. page.Data], cancel);
            return new Page<Payee>(payees, page.NextCursor, page.HasMore);
        }
    }

    private const string ListSql = """
        select payee_key from payees where shop_id = @shop and payee_key > @after order by payee_key limit @take
        """;
}
