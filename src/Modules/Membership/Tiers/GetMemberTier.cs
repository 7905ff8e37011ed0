using Microsoft.AspNetCore.Http.HttpResults;

namespace SocialCommerce.Membership.Tiers;

/// <summary>Gets a member tier in force with its ETag.</summary>
internal static class GetMemberTier
{
    /// <summary>The tier.</summary>
    public sealed record Query(string TierId) : IRequest<MemberTier>;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/member-tiers/{tierId}", async Task<Results<Ok<ShownMemberTier>, StatusCodeHttpResult>> (
                string tierId, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var tier = await mediator.Send(new Query(tierId), cancel);
                return EntityTag.Answer(http, EntityTag.Of(tier.Version), ShownMemberTier.Of(tier));
            })
            .Describe(
                "getMemberTier", "Membership", "Get a member tier",
                "Returns one member tier as it is in force, with its ETag for a conditional update.")
            .Tagged()
            .Scope(Scopes.MembershipRead)
            .Produces(StatusCodes.Status304NotModified).Problems(MemberTierProblems.MemberTierNotFound);

    internal sealed class Handler(Db db, Caller caller) : IRequestHandler<Query, MemberTier>
    {
        public async Task<MemberTier> Handle(Query query, CancellationToken cancel)
        {
            var all = await db.Rows<MemberTier>(
                caller.Shop.Id, MemberCatalogues.TiersSql, new { shop = caller.Shop.Id }, cancel);
            return all.Find(tier => tier.TierId == query.TierId)
                ?? throw MemberTierProblems.MemberTierNotFound.For(query.TierId);
        }
    }
}
