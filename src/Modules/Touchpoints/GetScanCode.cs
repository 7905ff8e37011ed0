namespace SocialCommerce.Touchpoints;

/// <summary>Gets a touchpoint by its public code.</summary>
internal static class GetScanCode
{
    /// <summary>The scanned code.</summary>
    public sealed record Query(string Code) : IRequest<Touchpoint>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/scan-codes/{code}", (string code, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(code), cancel))
            .Describe(
                "getScanCode", "Touchpoints", "Get a touchpoint by scan code",
                "Returns the touchpoint that a scanned public code belongs to. Use it in a mini-program to turn a QR "
                    + "code into its offer and inviter.")
            .Scope(Scopes.TouchpointsRead).WithMetadata(new ResolvesCodes())
            .Problems(TouchpointProblems.ScanCodeNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Touchpoint>
    {
        public async Task<Touchpoint> Handle(Query query, CancellationToken cancel) =>
            await db.First<Touchpoint>(
                caller.Shop.Id, Sql, new { shop = caller.Shop.Id, code = ShortCode.Normalize(query.Code) }, cancel)
            ?? throw TouchpointProblems.ScanCodeNotFound.For(query.Code);
    }

    private const string Sql = $"""
        select {Touchpoint.Columns}
        where t.shop_id = @shop and t.code = @code
        """;
}
