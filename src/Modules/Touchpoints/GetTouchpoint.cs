namespace SocialCommerce.Touchpoints;

/// <summary>Gets a touchpoint by the merchant's id, or by its public code.</summary>
internal static class GetTouchpoint
{
    /// <summary>The touchpoint.</summary>
    public sealed record Query(string TouchpointId) : IRequest<Touchpoint>;

    /// <summary>The scanned code.</summary>
    public sealed record CodeQuery(string Code) : IRequest<Touchpoint>;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/touchpoints/{touchpointId}",
                (string touchpointId, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(new Query(touchpointId), cancel))
            .Describe(
                "getTouchpoint", "Touchpoints", "Get a touchpoint",
                "Returns a touchpoint by the merchant's own id, with its public code, class, place, benefit and "
                    + "inviter.")
            .Scope(Scopes.TouchpointsRead).Problems(TouchpointProblems.TouchpointNotFound);
        routes.MapGet("/v1/scan-codes/{code}", (string code, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new CodeQuery(code), cancel))
            .Describe(
                "getScanCode", "Touchpoints", "Get a touchpoint by scan code",
                "Returns the touchpoint that a scanned public code belongs to. Use it in a mini-program to turn a QR "
                    + "code into its offer and inviter.")
            .Scope(Scopes.TouchpointsRead).WithMetadata(new ResolvesCodes())
            .Problems(TouchpointProblems.ScanCodeNotFound);
    }

    internal sealed class Handler(Db db, Caller caller)
        : IRequestHandler<Query, Touchpoint>, IRequestHandler<CodeQuery, Touchpoint>
    {
        public async Task<Touchpoint> Handle(Query query, CancellationToken cancel) =>
            await db.First<Touchpoint>(
                caller.Shop.Id, Sql, new { shop = caller.Shop.Id, id = query.TouchpointId }, cancel)
            ?? throw TouchpointProblems.TouchpointNotFound.For(query.TouchpointId);

        public async Task<Touchpoint> Handle(CodeQuery query, CancellationToken cancel) =>
            await db.First<Touchpoint>(
                caller.Shop.Id, CodeSql, new { shop = caller.Shop.Id, code = ShortCode.Normalize(query.Code) }, cancel)
            ?? throw TouchpointProblems.ScanCodeNotFound.For(query.Code);
    }

    internal const string Sql = $"""
        select {Touchpoint.Columns}
        where t.shop_id = @shop and t.touchpoint_id = @id
        """;

    private const string CodeSql = $"""
        select {Touchpoint.Columns}
        where t.shop_id = @shop and t.code = @code
        """;
}
