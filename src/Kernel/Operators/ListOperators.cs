namespace SocialCommerce.Kernel.Operators;

/// <summary>Lists a shop's operators with their roles: for the platform and for the shop.</summary>
internal static class ListOperators
{
    /// <summary>Which page of the people who work at a shop.</summary>
    public sealed record Query(long ShopId, int? Limit = null, string? Cursor = null) : IRequest<Page<Operator>>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/shops/{shopId}/operators", (
                string shopId, int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(GetShop.KeyOf(shopId), limit, cursor), cancel))
            .Describe(
                "listShopOperators", "Shops", "List a shop's operators",
                "Lists the operators of a shop by id, with their roles, for the platform.")
            .ForPlatform()
            .Problems(CommonProblems.CursorUnreadable, ShopProblems.ShopNotFound, CommonProblems.LimitOutOfRange);
        routes.MapGet("/v1/operators", (
                int? limit, string? cursor, Caller caller, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(caller.Shop.Id, limit, cursor), cancel))
            .Describe(
                "listOperators", "Shops", "List operators",
                "Lists the operators of the caller's shop by id, with their roles, status and own customer accounts.")
            .Scope(Scopes.ShopRead)
            .Problems(CommonProblems.CursorUnreadable, ShopProblems.ShopNotFound, CommonProblems.LimitOutOfRange);
    }

    internal sealed class Handler(Db db, IMediator mediator) : IRequestHandler<Query, Page<Operator>>
    {
        public async Task<Page<Operator>> Handle(Query query, CancellationToken cancel)
        {
            await mediator.Send(new GetShop.Query(query.ShopId), cancel);
            var (limit, after) = (Paging.Limit(query.Limit), Paging.Decode(query.Cursor) ?? "");
            var rows = await db.Rows<Operator>(
                query.ShopId, ListSql, new { shop = query.ShopId, after, take = limit + 1 }, cancel);
            return Paging.Of(rows, limit, row => row.OperatorId);
        }
    }

    private const string ListSql = """
        select operator_id, name, roles, active, customer_ids from operators
        where shop_id = @shop and operator_id > @after order by operator_id limit @take
        """;
}
