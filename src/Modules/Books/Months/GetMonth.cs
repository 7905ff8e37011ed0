namespace SocialCommerce.Books.Months;

/// <summary>Gets a closed month.</summary>
internal static class GetMonth
{
    /// <summary>The month.</summary>
    public sealed record Query(string Month) : IRequest<ClosedMonth>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/months/{month}", (string month, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(month), cancel))
            .Describe(
                "getMonth", "Books", "Get a closed month",
                "Returns a closed month with opening, movements and closing of each account over all partners, and the "
                    + "hash that a second person signs. A month that is not closed returns 404.")
            .Scope(Scopes.CommissionsRead).Problems(CommonProblems.MonthNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, ClosedMonth>
    {
        public async Task<ClosedMonth> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop;
            PendingRows<MonthRow>? found = null;
            var sums = await db.Read(shop.Id, batch =>
            {
                found = batch.Books.Month(shop.Id, query.Month);
                return batch.Books.AccountSums(shop.Id, [query.Month]);
            }, cancel);
            return found!.First?.ToMonth(shop, sums.List) ?? throw CommonProblems.MonthNotFound.For(query.Month);
        }
    }
}
