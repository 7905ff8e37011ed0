namespace SocialCommerce.Membership.Tiers;

/// <summary>Lists the member tiers in force, lowest rank first.</summary>
internal static class ListMemberTiers
{
    /// <summary>All tiers.</summary>
    public sealed record Query : IRequest<Page<ShownMemberTier>>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/member-tiers", (IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Query(), cancel))
            .Describe(
                "listMemberTiers", "Membership", "List member tiers",
                "Lists all member tiers in force, lowest rank first. A shop has at most 100 tiers, so the list is a "
                    + "single page.")
            .Scope(Scopes.MembershipRead);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, Page<ShownMemberTier>>
    {
        public async Task<Page<ShownMemberTier>> Handle(Query query, CancellationToken cancel)
        {
            var all = await db.Rows<MemberTier>(
                caller.Shop.Id, MemberCatalogues.TiersSql, new { shop = caller.Shop.Id }, cancel);
            return new Page<ShownMemberTier>(
                [.. all.OrderBy(tier => tier.Rank).Select(ShownMemberTier.Of)], null, false);
        }
    }
}
