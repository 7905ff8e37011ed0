namespace SocialCommerce.Membership.Badges;

/// <summary>Gets a badge in force with its ETag.</summary>
internal static class GetBadge
{
    /// <summary>The badge.</summary>
    public sealed record Query(string BadgeId) : IRequest<Badge>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/badges/{badgeId}", (
                string badgeId, HttpResponse response, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(badgeId), cancel).TaggedBy(response, badge => badge.Version))
            .Describe(
                "getBadge", "Honours", "Get a badge",
                "Returns the terms of a badge or title as they are in force, since when it has its rule, and the ETag "
                    + "for a conditional update.")
            .Tagged()
            .Scope(Scopes.MembershipRead).Problems(BadgeProblems.BadgeNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Badge>
    {
        public async Task<Badge> Handle(Query query, CancellationToken cancel) =>
            await db.First<Badge>(caller.Shop.Id, FindSql, new { shop = caller.Shop.Id, query.BadgeId }, cancel)
            ?? throw BadgeProblems.BadgeNotFound.For(query.BadgeId);
    }

    internal const string FindSql = $"""
        select {Badge.Columns} from badges where shop_id = @shop and badge_id = @badgeId
        """;
}
