using SocialCommerce.Membership.Badges;

namespace SocialCommerce.Membership.BadgeAwards;

/// <summary>Lists the awards of a badge, newest first.</summary>
internal static class ListBadgeAwards
{
    /// <summary>A page of one badge's awards.</summary>
    public sealed record Query(string BadgeId, string? Cursor, int? Limit) : IRequest<Page<BadgeAward>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/badges/{badgeId}/awards", (
                string badgeId, string? cursor, int? limit, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(badgeId, cursor, limit), cancel))
            .Describe(
                "listBadgeAwards", "Honours", "List the awards of a badge",
                "Lists the awards of a badge by persons and by rule, newest first, each with when it was earned, when "
                    + "it ends, and its revocation.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                BadgeProblems.BadgeNotFound, CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<BadgeAward>>
    {
        public async Task<Page<BadgeAward>> Handle(Query query, CancellationToken cancel)
        {
            var (shop, limit, before) = (caller.Shop.Id, Paging.Limit(query.Limit), Paging.DecodeKey(query.Cursor));
            if (await db.First<Badge>(shop, GetBadge.FindSql, new { shop, query.BadgeId }, cancel) is null)
                throw BadgeProblems.BadgeNotFound.For(query.BadgeId);
            var rows = await db.Rows<AwardRow>(shop, ListSql, new
            {
                shop,
                query.BadgeId,
                before = before > 0 ? before : long.MaxValue,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, row => row.AwardKey).Select(row => row.Shown);
        }
    }

    private const string ListSql = $"""
        select {AwardRow.Columns}
        where a.shop_id = @shop and a.badge_id = @badgeId and a.award_key < @before
        order by a.award_key desc limit @take
        """;
}
