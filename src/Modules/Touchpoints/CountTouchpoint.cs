namespace SocialCommerce.Touchpoints;

/// <summary>Counts a touchpoint's scans, the known customers who scanned it, and the orders attributed to it.</summary>
internal static class CountTouchpoint
{
    /// <summary>The touchpoint.</summary>
    public sealed record Query(string TouchpointId) : IRequest<Result>;

    /// <summary>A touchpoint in numbers.</summary>
    /// <param name="TouchpointId">The touchpoint.</param>
    /// <param name="Scans">All scans.</param>
    /// <param name="People">Known people among those who scanned.</param>
    /// <param name="Orders">Orders attributed to it.</param>
    public sealed record Result(string TouchpointId, long Scans, long People, long Orders);

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/touchpoints/{touchpointId}/counts",
            (string touchpointId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(touchpointId), cancel))
            .Describe(
                "countTouchpoint", "Touchpoints", "Get a touchpoint's counts",
                "Returns the number of scans of a touchpoint, of known customers who scanned it, and of orders "
                    + "attributed to it.")
            .Scope(Scopes.TouchpointsRead).Problems(TouchpointProblems.TouchpointNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancel) =>
            await db.First<Result>(caller.Shop.Id, Sql, new { shop = caller.Shop.Id, id = query.TouchpointId }, cancel)
            ?? throw TouchpointProblems.TouchpointNotFound.For(query.TouchpointId);
    }

    private const string Sql = """
        select t.touchpoint_id, s.scans, s.people,
            (select count(*) from attributions a
                where a.shop_id = @shop and a.touchpoint_key = t.touchpoint_key) as orders
        from touchpoints t cross join lateral (
            select count(*) as scans, count(distinct customer_key) as people from scans
            where shop_id = @shop and touchpoint_key = t.touchpoint_key
        ) s
        where t.shop_id = @shop and t.touchpoint_id = @id
        """;
}
