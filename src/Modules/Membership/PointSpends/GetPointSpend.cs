using SocialCommerce.Membership.PointLots;

namespace SocialCommerce.Membership.PointSpends;

/// <summary>Gets a spend of points.</summary>
internal static class GetPointSpend
{
    /// <summary>The spend.</summary>
    public sealed record Query(string SpendId) : IRequest<PointSpend>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/point-spends/{spendId}", (string spendId, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(spendId), cancel))
            .Describe(
                "getPointSpend", "Points", "Get a spend of points",
                "Returns a spend of points with its customer and order, and how much of it has been cancelled.")
            .Scope(Scopes.MembershipRead).Problems(PointProblems.PointSpendNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, PointSpend>
    {
        public async Task<PointSpend> Handle(Query query, CancellationToken cancel)
        {
            var shop = caller.Shop.Id;
            var row = await db.First<SpendRow>(shop, SpendRow.FindSql, new { shop, query.SpendId }, cancel);
            return row?.Shown ?? throw PointProblems.PointSpendNotFound.For(query.SpendId);
        }
    }
}
