namespace SocialCommerce.Membership.Badges;

/// <summary>Lists the badges in force by id.</summary>
internal static class ListBadges
{
    /// <summary>A page of badges.</summary>
    public sealed record Query(string? Kind, string? Status, string? Cursor, int? Limit) : IRequest<Page<Badge>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/badges", (
                string? kind, string? status, string? cursor, int? limit, IMediator mediator,
                CancellationToken cancel) => mediator.Send(new Query(kind, status, cursor, limit), cancel))
            .Describe(
                "listBadges", "Honours", "List badges",
                "Lists the badges and titles of the shop as they are in force, ordered by id. Filter by the `kind` "
                    + "`badge` or `title`, and by the `status` `active` or `retired`.")
            .Scope(Scopes.MembershipRead)
            .Problems(
                CommonProblems.CursorUnreadable, CommonProblems.LimitOutOfRange, CommonProblems.ValueUnknown);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<Badge>>
    {
        public async Task<Page<Badge>> Handle(Query query, CancellationToken cancel)
        {
            Paging.Filter("kind", query.Kind, BadgeTerms.Kinds);
            Paging.Filter("status", query.Status, BadgeTerms.Active, BadgeTerms.Retired);
            var limit = Paging.Limit(query.Limit);
            var rows = await db.Rows<Badge>(caller.Shop.Id, ListSql, new
            {
                shop = caller.Shop.Id,
                after = Paging.Decode(query.Cursor) ?? "",
                query.Kind,
                query.Status,
                take = limit + 1,
            }, cancel);
            return Paging.Of(rows, limit, badge => badge.BadgeId);
        }
    }

    private const string ListSql = $"""
        select {Badge.Columns} from badges
        where shop_id = @shop and badge_id > @after and (@kind is null or terms ->> 'kind' = @kind)
            and (@status is null or terms ->> 'status' = @status)
        order by badge_id limit @take
        """;
}
