using Microsoft.AspNetCore.Http.HttpResults;

namespace SocialCommerce.Membership.Tiers;

/// <summary>Lists the member tiers in force, lowest rank first, or gets one of them with its ETag.</summary>
internal static class ListMemberTiers
{
    /// <summary>All tiers, or the one.</summary>
    public sealed record Query(string? TierId) : IRequest<List<MemberTier>>;

    /// <summary>A member tier.</summary>
    public sealed record Result(
        string TierId, string Name, int Rank, long? GrowthFrom, string[] MemberProducts, int? ValidityDays,
        Privilege[] Privileges, DateTimeOffset UpdatedAt)
    {
        internal static Result Of(MemberTier tier) => new(
            tier.TierId, tier.Name, tier.Rank, tier.GrowthFrom, tier.MemberProducts, tier.ValidityDays,
            tier.Privileges, tier.RecordedAt);
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/member-tiers", async (IMediator mediator, CancellationToken cancel) =>
                new Page<Result>([.. (await mediator.Send(new Query(null), cancel)).Select(Result.Of)], null, false))
            .Describe(
                "listMemberTiers", "Membership", "List member tiers",
                "Lists all member tiers in force, lowest rank first. A shop has at most 100 tiers, so the list is a "
                    + "single page.")
            .Scope(Scopes.MembershipRead).Problems(MemberTierProblems.MemberTierNotFound);
        routes.MapGet("/v1/member-tiers/{tierId}", async Task<Results<Ok<Result>, StatusCodeHttpResult>> (
                string tierId, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var tier = (await mediator.Send(new Query(tierId), cancel))[0];
                return EntityTag.Answer(http, EntityTag.Of(tier.Version), Result.Of(tier));
            })
            .Describe(
                "getMemberTier", "Membership", "Get a member tier",
                "Returns one member tier as it is in force, with its ETag for a conditional update.")
            .Scope(Scopes.MembershipRead)
            .Produces(StatusCodes.Status304NotModified).Problems(MemberTierProblems.MemberTierNotFound);
    }

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, List<MemberTier>>
    {
        public async Task<List<MemberTier>> Handle(Query query, CancellationToken cancel)
        {
            var all = await db.Rows<MemberTier>(
                caller.Shop.Id, MemberCatalogues.TiersSql, new { shop = caller.Shop.Id }, cancel);
            if (query.TierId is null) return [.. all.OrderBy(tier => tier.Rank)];
            var one = all.Find(tier => tier.TierId == query.TierId);
            return [one ?? throw MemberTierProblems.MemberTierNotFound.For(query.TierId)];
        }
    }
}
