namespace SocialCommerce.Touchpoints;

/// <summary>Gets a touchpoint by the merchant's id.</summary>
internal static class GetTouchpoint
{
    /// <summary>The touchpoint.</summary>
    public sealed record Query(string TouchpointId) : IRequest<Touchpoint>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/touchpoints/{touchpointId}",
                (string touchpointId, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(new Query(touchpointId), cancel))
            .Describe(
                "getTouchpoint", "Touchpoints", "Get a touchpoint",
                "Returns a touchpoint by the merchant's own id, with its public code, class, place, benefit and "
                    + "inviter.")
            .Scope(Scopes.TouchpointsRead).Problems(TouchpointProblems.TouchpointNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Touchpoint>
    {
        public async Task<Touchpoint> Handle(Query query, CancellationToken cancel) =>
            await db.First<Touchpoint>(
                caller.Shop.Id, Sql, new { shop = caller.Shop.Id, id = query.TouchpointId }, cancel)
            ?? throw TouchpointProblems.TouchpointNotFound.For(query.TouchpointId);
    }

    internal const string Sql = $"""
        select {Touchpoint.Columns}
        where t.shop_id = @shop and t.touchpoint_id = @id
        """;
}
