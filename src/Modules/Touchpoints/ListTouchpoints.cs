namespace SocialCommerce.Touchpoints;

/// <summary>Lists the shop's touchpoints by id.</summary>
internal static class ListTouchpoints
{
    /// <summary>The page of touchpoints.</summary>
    public sealed record Query(int? Limit, string? Cursor) : IRequest<Page<Touchpoint>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/touchpoints", (int? limit, string? cursor, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(limit, cursor), cancel))
            .Describe(
                "listTouchpoints", "Touchpoints", "List touchpoints",
                "Lists the touchpoints of the shop by id.")
            .Scope(Scopes.TouchpointsRead).Problems(CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Touchpoint>>
    {
        public async Task<Page<Touchpoint>> Handle(Query query, CancellationToken cancel)
        {
            var limit = Paging.Limit(query.Limit);
            var after = Paging.Decode(query.Cursor) ?? "";
            var rows = await db.Rows<Touchpoint>(
                caller.Shop.Id, Sql, new { shop = caller.Shop.Id, after, limit = limit + 1 }, cancel);
            return Paging.Of(rows, limit, row => row.TouchpointId);
        }
    }

    private const string Sql = $"""
        select {Touchpoint.Columns}
        where t.shop_id = @shop and t.touchpoint_id > @after
        order by t.touchpoint_id limit @limit
        """;
}
