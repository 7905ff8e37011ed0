using Microsoft.AspNetCore.Http.HttpResults;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Members;

/// <summary>
/// Gets a member's privileges (会员特权), the most frequent call of a mini-program. One keyed read and the shop's cached
/// catalogue, and a second read where the tier has privileges with limits or days; the tier is derived from the clock,
/// so an expired one grants nothing from that instant on.
/// </summary>
internal static class GetMemberPrivileges
{
    /// <summary>The customer.</summary>
    public sealed record Query(string CustomerId) : IRequest<Answer>;

    /// <summary>What the person has, and its tag.</summary>
    public sealed record Answer(string Tag, Result Result);

    /// <summary>A customer's tier, growth, points and privileges; no tier for a non-member.</summary>
    /// <param name="Privileges">What the customer can use now.</param>
    /// <param name="Unavailable">
    /// What the customer cannot use now: privileges of the own tier that are used up or have another day, and those of
    /// higher tiers.
    /// </param>
    public sealed record Result(
        string CustomerId, Tier? Tier, long Growth, long Points, IReadOnlyList<MemberPrivilege> Privileges,
        IReadOnlyList<UnavailablePrivilege> Unavailable, Next? NextTier);

    /// <summary>The tier in force; without an end when it does not expire.</summary>
    /// <param name="Rank" example="1"/>
    public sealed record Tier(string TierId, string Name, int Rank, DateTimeOffset? ValidUntil)
    {
        internal static Tier? Of(TierInForce? tier) => tier is null
            ? null
            : new Tier(tier.Tier.TierId, tier.Tier.Name, tier.Tier.Rank, tier.Until);
    }

    /// <summary>The next tier that growth reaches.</summary>
    /// <param name="GrowthMissing">Growth that is missing; of a tier that was lost, what keeps it counts.</param>
    /// <param name="SpendMissingMinor">Spend that is missing to a tier that was lost and is kept by spend.</param>
    /// <param name="MemberProducts" example="p-serum">Products that give the tier at once.</param>
    public sealed record Next(
        string TierId, string Name, long GrowthMissing, long? SpendMissingMinor, string[] MemberProducts)
    {
        internal static Next? Of(MemberNow now)
        {
            if (now.Catalogue.NextTier(now.Tier?.Tier.Rank ?? 0) is not { } above) return null;
            var (growth, spend) = now.Catalogue.InForce.Missing(now.Moved, above);
            return new Next(above.TierId, above.Name, growth, spend > 0 ? spend : null, above.MemberProducts);
        }
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/members/{customerId}/privileges",
            static async Task<Results<Ok<Result>, StatusCodeHttpResult>> (
                string customerId, HttpContext http, IMediator mediator, CancellationToken cancel) =>
            {
                var answer = await mediator.Send(new Query(customerId), cancel);
                return EntityTag.Answer(http, answer.Tag, answer.Result);
            })
            .Describe(
                "getMemberPrivileges", "Membership", "Get a member's privileges",
                "Returns the tier, growth, points and privileges that a customer has now, and the growth missing to "
                    + "the next tier; `unavailable` states for each other privilege why the customer cannot use it "
                    + "and, where time alone is missing, from when. Call it whenever a storefront or mini-program "
                    + "shows member benefits: it is a keyed read and supports `If-None-Match`. A tier that has "
                    + "expired grants nothing from that instant on; a customer who is not a member has no tier and "
                    + "no privileges.")
            .Tagged()
            .Scope(Scopes.MembershipRead).Produces(StatusCodes.Status304NotModified)
            .Problems(CustomerProblems.CustomerNotFound, CommonProblems.StillRunning);

    internal sealed class Handler(MemberReader members, PrivilegeReader privileges) : IRequestHandler<Query, Answer>
    {
        public async Task<Answer> Handle(Query query, CancellationToken cancel)
        {
            var now = await members.Read(query.CustomerId, cancel);
            var (usable, unavailable) = await privileges.Read(query.CustomerId, now, cancel);
            var tag = now.Catalogue.PrivilegesOf(now.Tier?.Tier).IsConditional
                ? MemberTag.With(now.Tag, usable, unavailable)
                : now.Tag;
            return new Answer(tag, new Result(
                query.CustomerId, Tier.Of(now.Tier), now.Member.Growth, now.Member.Points, usable, unavailable,
                Next.Of(now)));
        }
    }
}
