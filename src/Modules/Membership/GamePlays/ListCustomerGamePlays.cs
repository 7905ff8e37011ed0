namespace SocialCommerce.Membership.GamePlays;

/// <summary>Lists a customer's plays of all wheels, newest first.</summary>
internal static class ListCustomerGamePlays
{
    /// <summary>A page of one customer's plays.</summary>
    public sealed record Query(string CustomerId, string? Cursor, int? Limit) : IRequest<Page<GamePlay>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/customers/{customerId}/game-plays", (
                string customerId, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(customerId, cursor, limit), cancel))
            .Describe(
                "listCustomerGamePlays", "Games", "List a customer's plays",
                "Lists the plays of a customer in all wheels, newest first, each with the prize that was won.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CustomerProblems.CustomerNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<GamePlay>>
    {
        public async Task<Page<GamePlay>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            PendingRows<long>? customer = null;
            var rows = await db.Read(shop, batch =>
            {
                customer = batch.FindBuyer(shop, query.CustomerId);
                return batch.Membership.Rows<PlayRow>(ListSql, new
                {
                    shop,
                    before = before > 0 ? before : long.MaxValue,
                    take = limit + 1,
                });
            }, cancel);
            if (customer!.First == 0) throw CustomerProblems.CustomerNotFound.For(query.CustomerId);
            return Paging.Of(rows.List, limit, row => row.PlayKey).Select(row => row.Shown);
        }
    }

    private const string ListSql = $"""
        select {PlayRow.Columns}
        where p.shop_id = @shop and p.customer_key = {BatchVariables.BuyerKey} and p.play_key < @before
        order by p.play_key desc limit @take
        """;
}
